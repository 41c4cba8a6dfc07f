using Daybook.Drafts;
using Daybook.Embedded;
using Daybook.Proof.Processes;
using Daybook.Proof.Stores;
using Xunit;

namespace Daybook.Crash.Tests;

/// <summary>Drafts on a disk that takes nothing: reads go on, and a save says why it cannot.</summary>
public sealed class RefusedDraftTests
{
    private const string Id = "0194f3a2-7c1e-7d10-9a51-3f0c5c1e8a01";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task On_a_read_only_disk_drafts_are_read_even_what_only_the_log_holds(bool isKilled)
    {
        using var scratch = new ScratchStore(withStore: false);
        await using TinyDisk disk = await TinyDisk.MountAsync(scratch.Work);
        scratch.CreateStore();
        await SaveAsync(scratch, isKilled);
        await disk.SetReadOnlyAsync(true);
        await MustBeReadableAsync(scratch);
        await MustBeRefusedAsync(scratch);
        await disk.SetReadOnlyAsync(false);
        (await scratch.Program.RunWithInputAsync("2", "draft", "save", "--session-id", Id)).MustSucceed();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task On_a_full_disk_drafts_are_read_even_what_only_the_log_holds(bool isKilled)
    {
        using var scratch = new ScratchStore(withStore: false);
        await using TinyDisk disk = await TinyDisk.MountAsync(scratch.Work);
        scratch.CreateStore();
        await SaveAsync(scratch, isKilled);
        await disk.FillAsync();
        await MustBeReadableAsync(scratch);
        await MustBeRefusedAsync(scratch);
        await MustBeReadableAsync(scratch);
        disk.Free();
        (await scratch.Program.RunWithInputAsync("2", "draft", "save", "--session-id", Id)).MustSucceed();
    }

    /// <summary>Saves a draft; a kill leaves the log beside the database, which is simulated by putting it back.</summary>
    private static async Task SaveAsync(ScratchStore scratch, bool isKilled)
    {
        string database = Path.Join(scratch.Folder, "drafts", "builder.db");
        string aside = Path.Join(scratch.Outside, "builder.db");
        await using (EmbeddedStore store = await scratch.OpenAsync())
        {
            await store.Drafts.SaveAsync(new DraftSave { SessionId = Id, StateJson = "\"kept\"" }, Cancellation);
            File.Copy(database, aside);
            File.Copy(database + "-wal", aside + "-wal");
        }

        if (isKilled)
        {
            File.Copy(aside, database, overwrite: true);
            File.Copy(aside + "-wal", database + "-wal");
            Assert.True(new FileInfo(database + "-wal").Length > 0);
        }
    }

    private static async Task MustBeReadableAsync(ScratchStore scratch)
    {
        Assert.Equal(["\"kept\""], (await scratch.Program.RunAsync("draft", "load", Id)).MustSucceed().Output);
        Assert.Equal([Id], (await scratch.Program.RunAsync("draft", "list", "--quiet")).MustSucceed().Output);
        Assert.Contains("\"drafts\":{\"records\":1", (await scratch.Program.RunAsync("status", "--json")).MustSucceed().Output[0], StringComparison.Ordinal);
    }

    private static async Task MustBeRefusedAsync(ScratchStore scratch)
    {
        string large = "\"" + new string('x', 900_000) + "\"";
        DaybookAnswer refused = await scratch.Program.RunWithInputAsync(large, "draft", "save", "--session-id", Id);
        Assert.Equal(6, refused.ExitCode);
        Assert.Contains("hint:", refused.Words, StringComparison.Ordinal);
    }
}
