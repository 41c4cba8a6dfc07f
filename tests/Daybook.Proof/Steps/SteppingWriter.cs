using System.Diagnostics;
using System.Globalization;
using Daybook.Proof.Processes;

namespace Daybook.Proof.Steps;

/// <summary>A process that writes things of one kind, and is killed.</summary>
/// <param name="folder">The store.</param>
/// <param name="ledger">Where it is noted what the process tells.</param>
/// <param name="isHasty">Whether it tells of acknowledgements that it did not wait for.</param>
internal sealed class SteppingWriter(string folder, StepLedger ledger, bool isHasty)
{
    /// <summary>What it can write.</summary>
    public static readonly IReadOnlyList<string> Kinds = ["memory", "tasks", "runs", "operations", "drafts"];

    /// <summary>How long after a line the kill comes at most; a write takes about as long.</summary>
    private const int DelayMillisecondsMax = 3;

    /// <summary>Starts it, lets it tell a few lines, and kills it a moment later.</summary>
    /// <param name="kind">What it writes.</param>
    /// <param name="name">The start of its names.</param>
    /// <param name="seed">A number of its own.</param>
    /// <param name="lines">How many lines it may tell before it is killed.</param>
    /// <param name="random">Decides the moment.</param>
    /// <returns>Whether the kill hit a write: it had been begun and was not acknowledged.</returns>
    public async Task<bool> LiveAsync(string kind, string name, int seed, int lines, Random random)
    {
        await using var process = new DaybookProcess(Start(kind, name, seed));
        bool isUnderWay = false;
        for (; lines > 0; lines--)
        {
            if (await process.ReadLineAsync() is not { } line)
            {
                DaybookAnswer ended = await process.EndAsync(TestTimeout.Default);
                throw new ProofFailedException($"a writer of {kind} ended by itself: {ended.Words}");
            }

            isUnderWay = ledger.Note(line);
        }

        // The moment of the kill is the experiment; nothing waits for it.
        await Task.Delay(random.Next(DelayMillisecondsMax + 1));
        process.Kill();
        while (await process.ReadLineAsync() is { } last)
        {
            isUnderWay = ledger.Note(last);
        }

        return isUnderWay;
    }

    private ProcessStartInfo Start(string kind, string name, int seed)
    {
        string dotnet = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
        string worker = Path.Join(AppContext.BaseDirectory, "Daybook.Crash.Worker.dll");
        string[] words = [worker, "steps", folder, kind, name, seed.ToString(CultureInfo.InvariantCulture)];
        return new ProcessStartInfo(dotnet, isHasty ? [.. words, "hasty"] : words)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
    }
}
