using System.Diagnostics;
using Daybook.Embedded;
using Daybook.Operations;
using Daybook.Proof.Processes;
using Daybook.Proof.Stores;
using Xunit;

namespace Daybook.Crash.Tests;

/// <summary>Real processes that write operations, killed at random, and many that close one at once.</summary>
public sealed class KilledOperationsTests : IDisposable
{
    private const int Agents = 4;
    private const int LivesOfAgent = 6;
    private const int LinesOfLifeMax = 40;
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

    [Fact]
    public async Task What_was_acknowledged_before_a_kill_is_there_and_every_log_can_be_closed()
    {
        int seed = Random.Shared.Next(1_000_000);
        List<string>[] told = await Task.WhenAll(Enumerable.Range(0, Agents).Select(agent => LiveAsync($"agent-{agent}", new Random(seed + agent))));
        await using EmbeddedStore opened = await store.OpenAsync();
        var found = new Dictionary<string, OperationRecord>(StringComparer.Ordinal);
        for (var query = new OperationQuery { Limit = OperationQuery.LimitMax }; ;)
        {
            Page<OperationView> page = await opened.Operations.ListAsync(query, Cancellation);
            Assert.Empty(page.Problems);
            foreach (OperationView view in page.Items)
            {
                found.Add(view.Operation.InvocationId, view.Operation);
            }

            if (page.NextCursor is null)
            {
                break;
            }

            query = query with { Cursor = page.NextCursor };
        }

        foreach (string line in told.SelectMany(static lines => lines))
        {
            string[] words = line.Split(' ');
            Assert.True(found.TryGetValue(words[1], out OperationRecord? operation), $"seed {seed}: {line}");
            Assert.True(words[0] != "linked" || operation.Links.Count == 1, $"seed {seed}: {line}");
            Assert.True(words[0] != "completed" || (operation.Outcome, operation.EvidenceRef) == (OperationOutcome.Done, words[1]), $"seed {seed}: {line}");
        }

        // Each life ends in the middle of one operation at most.
        int open = found.Values.Count(operation => operation.Status == OperationStatus.Open);
        Assert.InRange(open, 0, Agents * LivesOfAgent);
        Assert.All(await opened.Operations.SweepAsync(TimeSpan.Zero, Cancellation), static sweep => Assert.Equal(OperationSweep.ClosedAbandoned, sweep.Action));
        await opened.OperationDoctor.FixAsync(TimeSpan.Zero, Cancellation);
        Assert.Empty(await opened.OperationDoctor.ExamineAsync(TimeSpan.Zero, Cancellation));
        Assert.Equal(1, (await opened.Operations.GetPairingAsync(Cancellation)).Rate);
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {seed}: {found.Count} operations, {open} open after {Agents * LivesOfAgent} kills");
    }

    /// <summary>Starts an agent again and again and kills it after some of its lines, while it is at work on the next write.</summary>
    private async Task<List<string>> LiveAsync(string agent, Random random)
    {
        var told = new List<string>();
        string dotnet = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
        for (int life = 0; life < LivesOfAgent; life++)
        {
            await using var process = new DaybookProcess(new ProcessStartInfo(dotnet, [Path.Join(AppContext.BaseDirectory, "Daybook.Crash.Worker.dll"), "operations", store.Folder, agent])
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            });
            for (int line = random.Next(1, LinesOfLifeMax); line > 0; line--)
            {
                told.Add(await process.ReadLineAsync() ?? throw new InvalidOperationException($"{agent} ended by itself"));
            }

            process.Kill();
            while (await process.ReadLineAsync() is { } last)
            {
                told.Add(last);
            }
        }

        return told;
    }
}
