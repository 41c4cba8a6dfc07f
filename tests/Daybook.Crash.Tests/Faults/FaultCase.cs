using Daybook.Crash.Tests.Logs;
using Daybook.Proof.Faults;
using Daybook.Proof.Processes;
using Daybook.Proof.Stores;
using Xunit;

namespace Daybook.Crash.Tests.Faults;

/// <summary>One command of the real binary on a disk that misbehaves in one way.</summary>
/// <param name="IsFirstWrite">Whether the command is the first write, which makes the store; else records are there already.</param>
/// <param name="Faults">What goes wrong.</param>
internal sealed record FaultCase(bool IsFirstWrite, IReadOnlyList<Fault> Faults)
{
    /// <summary>One record, so that the calls are the same in every run and a fault meets the one it is meant for.</summary>
    private const string Record = """{"type":"note","title":"new"}""";

    private static readonly string[] Add = ["memory", "add", "--from-json", "-", "--quiet", "--wait", "300ms"];

    /// <summary>Counts the calls of the command on a sound disk, by function.</summary>
    public static async Task<IReadOnlyDictionary<string, int>> CountCallsAsync(bool isFirstWrite)
    {
        using ScratchStore scratch = Prepare(isFirstWrite);
        _ = isFirstWrite ? "" : await scratch.AddAsync("before");
        (DaybookAnswer answer, IReadOnlyList<FaultCall> calls) = await RunFaultyAsync(scratch, []);
        answer.MustSucceed();
        return calls.CountBy(call => call.Function, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);
    }

    /// <summary>
    /// Runs the command and checks what must hold whatever the disk does: an answer that is true and clear, no acknowledged record
    /// lost, and a store that works again when the disk does.
    /// </summary>
    public async Task CheckAsync()
    {
        using ScratchStore scratch = Prepare(IsFirstWrite);
        var ledger = new AcknowledgementLedger(IsFirstWrite ? [] : [await scratch.AddAsync("one"), await scratch.AddAsync("two")]);
        (DaybookAnswer answer, IReadOnlyList<FaultCall> calls) = await RunFaultyAsync(scratch, Faults);
        MustBeTrue(answer, calls);
        foreach (string id in answer.Output)
        {
            ledger.Note(id);
        }

        ledger.MustBeIn(await ReadAfterAddingAsync(scratch));
    }

    public override string ToString() => $"{(IsFirstWrite ? "first write" : "warm store")}, {string.Join(" and ", Faults)}";

    private static ScratchStore Prepare(bool isFirstWrite)
    {
        var scratch = new ScratchStore(withStore: !isFirstWrite);
        scratch.PretendGit();
        return scratch;
    }

    private static async Task<(DaybookAnswer Answer, IReadOnlyList<FaultCall> Calls)> RunFaultyAsync(
        ScratchStore scratch, IReadOnlyList<Fault> faults)
    {
        var shim = FaultShim.Get();
        string log = Path.Join(scratch.Outside, "calls.log");
        DaybookProgram program = scratch.Program with { Prepare = start => shim.Arm(start, scratch.Work, log, faults) };
        DaybookAnswer answer = await program.RunWithInputAsync(Record, Add);
        return (answer, FaultShim.ReadLog(log));
    }

    private static void MustBeTrue(DaybookAnswer answer, IReadOnlyList<FaultCall> calls)
    {
        answer.MustSucceedOrBeRefused();
        Assert.Contains(calls, call => !call.HasPassed);
        Assert.Equal(answer.ExitCode == 0 ? 1 : 0, answer.Output.Count);
        if (answer.ExitCode == 0)
        {
            Assert.True(calls.Last(IsFlushOfLog).HasPassed);
        }

        // A flush that a signal interrupted may be repeated; any other failure means that nobody knows what is on the disk.
        if (calls.Any(call => call is { Function: "fdatasync" or "fsync", Outcome: not ("passed" or "EINTR") }))
        {
            Assert.Equal(6, answer.ExitCode);
        }
    }

    private static bool IsFlushOfLog(FaultCall call) =>
        call.Function == "fdatasync" && call.Path.EndsWith("memory.jsonl", StringComparison.Ordinal);

    /// <summary>All ids, once the sound disk has taken one more record from the program.</summary>
    private static async Task<IReadOnlyList<string>> ReadAfterAddingAsync(ScratchStore scratch)
    {
        if (!File.Exists(Path.Join(scratch.Folder, "daybook.json")))
        {
            DaybookAnswer first = await scratch.Program.RunAsync("memory", "add", "--type", "note", "--title", "after", "--quiet");
            Assert.Equal(await scratch.ReadIdsAsync(), first.MustSucceed().Output);
        }

        string added = await scratch.AddAsync("after");
        IReadOnlyList<string> ids = await scratch.ReadIdsAsync();
        Assert.Equal(added, ids[^1]);
        return ids;
    }
}
