using Daybook.Embedded.Sqlite;
using Daybook.Errors;
using Xunit;

namespace Daybook.Embedded.Tests.Drafts;

/// <summary>
/// A log of another database beside the store's own. Nothing runs beside this: a process that another test starts has, between fork and exec,
/// every lock that its parent held, so that somebody who is alone would not seem to be.
/// </summary>
[Collection(nameof(ForeignLogTests))]
[CollectionDefinition(nameof(ForeignLogTests), DisableParallelization = true)]
public sealed class ForeignLogTests : IDisposable
{
    private readonly DraftFixture drafts = new();

    public void Dispose() => drafts.Dispose();

    [Fact]
    public async Task The_log_of_another_database_is_never_carried_over()
    {
        await drafts.SaveAsync(DraftFixture.First, "1");
        byte[] own = await File.ReadAllBytesAsync(drafts.Database, TestContext.Current.CancellationToken);
        using (var other = new DraftFixture())
        {
            await other.SaveAsync(DraftFixture.Second, "2");
            using SqliteDatabase writer = SqliteDatabase.Open(EmbeddedPorts.System().FileSystem, other.Database, TimeSpan.Zero);
            writer.KeepLogOnClose();
            writer.Execute("PRAGMA wal_autocheckpoint = 0; CREATE TABLE extra(a); UPDATE daybook_database SET id = id || 'x'; UPDATE builder_drafts SET state_json = '3'; INSERT INTO builder_memory(id, purpose_category, initial_description, created_at) VALUES ('a', 'b', 'c', 'd')");
            File.Copy(other.Database + "-wal", drafts.Database + "-wal");
        }

        CorruptStoreException refused = await Assert.ThrowsAsync<CorruptStoreException>(drafts.ListAsync);
        Assert.Contains("-wal", refused.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<CorruptStoreException>(() => drafts.SaveAsync(DraftFixture.First, "4"));
        Assert.Equal(own, await File.ReadAllBytesAsync(drafts.Database, TestContext.Current.CancellationToken));
        Assert.Equal(["foreign_log"], await drafts.ExamineAsync());
        Assert.All(await drafts.FixAsync(), finding => Assert.True(finding.Fixed));
        Assert.Equal("1", (await drafts.LoadAsync(DraftFixture.First)).StateJson);
        Assert.Single(Directory.GetFiles(drafts.Quarantine, "*.db-wal"));
    }
}
