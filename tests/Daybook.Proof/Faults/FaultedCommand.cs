using Daybook.Embedded;
using Daybook.Proof.Commands;
using Daybook.Proof.Processes;
using Daybook.Proof.Stores;

namespace Daybook.Proof.Faults;

/// <summary>Runs one command of the real binary where calls fail, and looks on a sound disk at what it has left.</summary>
/// <param name="seeded">The store before it.</param>
/// <param name="command">The command.</param>
internal sealed class FaultedCommand(SeededStore seeded, WriteCommand command)
{
    private const int KilledExitCode = 128 + 9;
    private const string Later = "written after the fault";

    private static readonly FaultShim Shim = FaultShim.Get();

    /// <summary>Runs it without a fault.</summary>
    /// <returns>What it made of the store, and the calls that it took.</returns>
    public async Task<(SoundRun Sound, IReadOnlyList<FaultCall> Calls)> RunSoundAsync()
    {
        using ScratchStore scratch = seeded.CopyFor(command, ScratchStore.Fastest);
        IReadOnlyList<string> before = await SoundRun.ReadAsync(scratch);
        (DaybookAnswer answer, IReadOnlyList<FaultCall> calls) = await RunAsync(scratch, []);
        return answer.ExitCode == 0
            ? (new SoundRun(command, before, await SoundRun.ReadAsync(scratch)), calls)
            : throw new ProofFailedException($"{command.Name} fails on a sound disk, exit code {answer.ExitCode}: {answer.Words}");
    }

    /// <summary>Runs it with a fault.</summary>
    /// <returns>Whether the fault was met; threads of one process do not always make the same calls.</returns>
    /// <exception cref="ProofFailedException">The answer is not true or not clear, something acknowledged is lost, or the store is not as good as before.</exception>
    public async Task<bool> CheckAsync(SoundRun sound, Fault fault)
    {
        using ScratchStore scratch = seeded.CopyFor(command, ScratchStore.Fastest);
        (DaybookAnswer answer, IReadOnlyList<FaultCall> calls) = await RunAsync(scratch, [fault]);
        try
        {
            MustBeClear(answer, fault, calls);
            bool isAcknowledged = answer.ExitCode == 0
                && !(command.WarnsOnly && answer.Words.Contains("warning:", StringComparison.Ordinal))
                && !(command.Nothing is { } nothing && answer.Words.Contains(nothing, StringComparison.Ordinal));
            if (sound.FindUntruth(await SoundRun.ReadAsync(scratch), isAcknowledged, answer.Output) is { } untruth)
            {
                throw new ProofFailedException(untruth);
            }

            await MustGoOnAsync(scratch);
        }
        catch (Exception failure)
        {
            throw new ProofFailedException($"{command.Name} with {fault}, exit code {answer.ExitCode} ({answer.Words.Trim()}): {failure.Message}", failure);
        }

        return calls.Any(static call => !call.HasPassed);
    }

    private async Task<(DaybookAnswer Answer, IReadOnlyList<FaultCall> Calls)> RunAsync(ScratchStore scratch, IReadOnlyList<Fault> faults)
    {
        string log = Path.Join(scratch.Outside, "calls.log");
        DaybookProgram program = scratch.Program with
        {
            Prepare = start =>
            {
                start.Environment["DAYBOOK_AGENT"] = SeededStore.Agent;
                Shim.Arm(start, scratch.Work, log, faults);
            },
        };
        DaybookAnswer answer = await program.RunWithInputAsync(command.Input, command.WordsWith("--wait", "300ms"));
        return (answer, FaultShim.ReadLog(log));
    }

    private void MustBeClear(DaybookAnswer answer, Fault fault, IReadOnlyList<FaultCall> calls)
    {
        if (fault.Error == Fault.Killed && answer.ExitCode == KilledExitCode)
        {
            return;
        }

        if (!(command.IsDoctor && answer.ExitCode == 1))
        {
            answer.MustSucceedOrBeRefused();
        }

        // What a failed flush was to make durable nobody knows; only a signal that interrupted it is no failure.
        bool isFlushed = command.Truth is not { } truth || calls.LastOrDefault(call => IsFlushOf(truth, call)) is null or { HasPassed: true };
        if (answer.ExitCode == 0 && !isFlushed)
        {
            throw new ProofFailedException("it was acknowledged, and the last flush had failed");
        }
    }

    /// <summary>On a sound disk the store takes the next write, and doctor leaves nothing behind.</summary>
    private static async Task MustGoOnAsync(ScratchStore scratch)
    {
        if (!File.Exists(Path.Join(scratch.Folder, "daybook.json")))
        {
            (await scratch.Program.RunAsync("memory", "add", "--type", "note", "--title", "the first", "--quiet")).MustSucceed();
        }

        string added = await scratch.AddAsync(Later);
        await using EmbeddedStore store = await scratch.OpenAsync();
        IReadOnlyList<Finding> left = await StoreMending.FixAsync(store, scratch.Folder);
        if (left.Count > 0)
        {
            throw new ProofFailedException("doctor leaves " + string.Join(", ", left));
        }

        if (!(await scratch.ReadIdsAsync()).Contains(added))
        {
            throw new ProofFailedException("the write after it is lost");
        }
    }

    private static bool IsFlushOf(string truth, FaultCall call) =>
        call.Function is "fdatasync" or "fsync" && call.Path.EndsWith(truth, StringComparison.Ordinal);
}
