using Daybook.Proof.Processes;
using Daybook.Proof.Stores;
using Xunit;

namespace Daybook.Crash.Tests;

/// <summary>Many real processes that close one operation at once.</summary>
public sealed class ClosedOperationsTests : IDisposable
{
    private const int Closers = 20;

    private readonly ScratchStore store = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => store.Dispose();

    [Fact]
    public async Task Of_twenty_processes_that_close_one_operation_at_once_one_succeeds()
    {
        string id = (await store.Program.RunAsync("op", "start", "--profile", "p", "--action", "a", "--quiet")).MustSucceed().Output[0];
        DaybookAnswer[] answers = await Task.WhenAll(Enumerable.Range(0, Closers).Select(number =>
            store.Program.RunAsync("op", "complete", id, "--outcome", "done", "--evidence", $"number {number}", "--wait", "60s", "--json")));
        DaybookAnswer closed = Assert.Single(answers, answer => answer.ExitCode == 0);
        Assert.All(answers.Where(answer => answer != closed), answer => Assert.Equal(4, answer.ExitCode));
        string[] lines = await File.ReadAllLinesAsync(Path.Join(store.Folder, "operations", $"{id}.jsonl"), Cancellation);
        Assert.Equal(2, lines.Length);
    }
}
