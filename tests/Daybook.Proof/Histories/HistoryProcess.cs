using System.Diagnostics;
using System.Globalization;
using Daybook.Proof.Processes;

namespace Daybook.Proof.Histories;

/// <summary>One of the processes, in all its lives: killed, it begins again under another name until it has done its part.</summary>
/// <param name="store">The store.</param>
/// <param name="outside">Where it notes what it was answered.</param>
/// <param name="number">Its number.</param>
/// <param name="count">How many operations it is to do.</param>
/// <param name="budget">The time and the seed.</param>
internal sealed class HistoryProcess(string store, string outside, int number, int count, ProofBudget budget) : IVictim
{
    private readonly List<HistoryOperation> operations = [];
    private volatile DaybookProcess? atWork;

    /// <summary>What it did, in all lives.</summary>
    public IReadOnlyList<HistoryOperation> Operations => operations;

    /// <summary>Lives until it has done its part or time is over.</summary>
    public async Task RunAsync()
    {
        for (int life = 0; operations.Count < count && !budget.IsOver; life++)
        {
            string agent = string.Create(CultureInfo.InvariantCulture, $"a{number}.{life}");
            string notes = Path.Join(outside, agent + ".log");
            DaybookAnswer answer = await LiveAsync(agent, notes, count - operations.Count, budget.Seed + (number * 1000) + life);
            int before = operations.Count;
            operations.AddRange(HistoryNotes.Read(notes));
            bool isKilled = answer.ExitCode != 0 && answer.Words.Length == 0;
            if (!isKilled && operations.Count < count)
            {
                throw new ProofFailedException($"{agent} ended by itself after {operations.Count - before} operations with exit code {answer.ExitCode}: {answer.Words}");
            }
        }
    }

    public bool TryKill()
    {
        DaybookProcess? process = Interlocked.Exchange(ref atWork, null);
        process?.Kill();
        return process is not null;
    }

    private async Task<DaybookAnswer> LiveAsync(string agent, string notes, int left, int seed)
    {
        ProcessStartInfo start = new(
            Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet",
            [Path.Join(AppContext.BaseDirectory, "Daybook.Crash.Worker.dll"), "history", store, notes, agent, $"{left}", $"{seed}"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        await using var process = new DaybookProcess(start);
        atWork = await process.ReadLineAsync() is null ? null : process;
        DaybookAnswer answer = await process.EndAsync(TestTimeout.Default + budget.Longest);
        atWork = null;
        return answer;
    }
}
