using System.Text;
using Daybook.Drafts;
using Daybook.Embedded.Tests.Drafts;
using Daybook.Errors;
using Xunit;

namespace Daybook.Embedded.Tests.Backup.Transfer;

/// <summary>Drafts that leave a store.</summary>
public sealed class DraftTransferTests : IDisposable
{
    private readonly DraftFixture drafts = new();

    public void Dispose() => drafts.Dispose();

    [Theory]
    [InlineData("""{"a":1,"a":2}""")]
    [InlineData("""{"a":"\ud800"}""")]
    public async Task One_that_no_import_takes_is_exported_as_it_stands_and_told(string state)
    {
        await drafts.SaveAsync(DraftFixture.First, "{\"a\":1}");
        await drafts.SaveAsync(DraftFixture.Second, "1");
        drafts.Sql($"UPDATE builder_drafts SET state_json = '{state}' WHERE session_id = '{DraftFixture.First}'");
        var problems = new ProblemList();

        string[] lines = await ExportAsync(problems);

        string line = Assert.Single(lines, line => line.Contains(DraftFixture.First, StringComparison.Ordinal));
        Assert.Contains($"\"state\":{state}", line, StringComparison.Ordinal);
        Assert.Equal(2, lines.Length);
        Problem told = Assert.Single(problems.Items);
        Assert.Equal(drafts.Database, told.Path);
        Assert.Contains($"draft {DraftFixture.First} is exported as it stands, and no import takes it", told.Reason, StringComparison.Ordinal);
        await drafts.DoAsync(store => Assert.ThrowsAsync<InvalidInputException>(
            () => store.CreateTransfer().ImportAsync(Encoding.UTF8.GetBytes(line), isDryRun: true, TestContext.Current.CancellationToken)));
    }

    private Task<string[]> ExportAsync(ProblemList problems) => drafts.DoAsync(async store =>
    {
        var lines = new List<string>();
        await foreach (ReadOnlyMemory<byte> line in store.CreateTransfer().ExportAsync(Draft.KindName, problems, TestContext.Current.CancellationToken))
        {
            lines.Add(Encoding.UTF8.GetString(line.Span));
        }

        return lines.ToArray();
    });
}
