using System.Collections.Concurrent;
using Daybook.Proof.Faults;
using Daybook.Proof.Processes;
using Daybook.Proof.Stores;
using Xunit;

namespace Daybook.Crash.Tests.Faults;

/// <summary>The real binary writes drafts while one call after the other fails or is its last: the answer is true, and nothing acknowledged is lost.</summary>
public sealed class FaultyDraftTests
{
    private const int ProcessesMax = 3;
    private const int KilledExitCode = 128 + 9;
    private const int StepsMax = 2;
    private const string Id = "0194f3a2-7c1e-7d10-9a51-3f0c5c1e8a01";

    private static readonly (string Function, string[] Errors)[] Errors =
    [
        ("pwrite64", ["ENOSPC", "EIO", Fault.HalfDone]), ("fdatasync", ["EIO", "ENOSPC"]), ("fsync", ["EIO"]), ("ftruncate64", ["EIO", "ENOSPC"]),
        ("open64", ["EACCES", "EIO"]), ("unlink", ["EIO", "EROFS"]), ("rename", ["EROFS", "EIO"]), ("link", ["ENOSPC", "EIO"]), ("flock", ["ENOLCK"]),
        ("mkdir", ["ENOSPC"]),
    ];

    [Theory]
    [InlineData("fdatasync", "EIO")]
    [InlineData("fdatasync", "ENOSPC")]
    [InlineData("fsync", "EIO")]
    [InlineData("flock", "ENOLCK")]
    [InlineData("rename", "EROFS")]
    public async Task A_failing_call_costs_no_acknowledged_state(string function, string error)
    {
        FaultShim.Get();
        var options = new ParallelOptions { MaxDegreeOfParallelism = ProcessesMax, CancellationToken = TestContext.Current.CancellationToken };
        foreach (bool isFirst in (bool[])[true, false])
        {
            int calls = (await SaveAsync(isFirst, [])).Calls.Count(call => call.Function == function);
            int[] numbers = [.. new[] { 1, 2, calls / 2, calls - 1, calls }.Where(number => number > 0 && number <= calls).Distinct()];
            await Parallel.ForEachAsync(numbers, options, async (number, cancellation) =>
            {
                var fault = new Fault(function, number, error, IsForGood: number % 2 == 0);
                (int exitCode, string stored, _) = await SaveAsync(isFirst, [fault]);
                string what = $"{fault} of {calls}, first {isFirst}: exit {exitCode}, stored {stored}";
                Assert.True(exitCode is 0 or 6, what);
                Assert.True(stored == "2" || (exitCode != 0 && stored == (isFirst ? "" : "1")), what);
            });
        }
    }

    [Theory]
    [InlineData("save")]
    [InlineData("save_adopted")]
    [InlineData("record")]
    [InlineData("delete")]
    [InlineData("expire")]
    [InlineData("fix")]
    public async Task No_failing_call_and_no_kill_makes_an_answer_untrue(string command)
    {
        FaultShim.Get();
        var wanted = DraftFaultCase.Of(command);
        Assert.SkipUnless(!wanted.IsAdopted || Tool.IsInstalled("python3"), "A database of another system is made with python3, which is not installed.");
        (_, IReadOnlyList<FaultCall> calls) = await RunAsync(wanted, []);
        var faults = new List<Fault>();
        foreach ((string function, string[] errors) in Errors)
        {
            int[] numbers = Sample(calls.Count(call => call.Function == function), StepsMax);
            faults.AddRange(numbers.Select((number, index) => new Fault(function, number, errors[index % errors.Length], IsForGood: index % 2 == 1)));
            faults.AddRange(numbers.TakeLast(1).Select(number => new Fault(function, number, Fault.Killed)));
        }

        var failures = new ConcurrentQueue<string>();
        var options = new ParallelOptions { MaxDegreeOfParallelism = ProcessesMax, CancellationToken = TestContext.Current.CancellationToken };
        await Parallel.ForEachAsync(faults, options, async (fault, cancellation) =>
        {
            (string? untruth, _) = await RunAsync(wanted, [fault]);
            if (untruth is not null)
            {
                failures.Enqueue($"{fault}: {untruth}");
            }
        });
        TestContext.Current.TestOutputHelper?.WriteLine($"{faults.Count} cases");
        Assert.True(faults.Count > 10 && failures.IsEmpty, $"{faults.Count} cases\n{string.Join('\n', failures)}");
    }

    /// <summary>All calls where there are few, else some from the first to the last.</summary>
    private static int[] Sample(int calls, int most) =>
        calls <= most ? [.. Enumerable.Range(1, calls)] : [.. Enumerable.Range(0, most).Select(step => 1 + (step * (calls - 1) / (most - 1)))];

    /// <summary>Runs a command on a faulty disk, and then looks on a sound one.</summary>
    private static async Task<(string? Untruth, IReadOnlyList<FaultCall> Calls)> RunAsync(DraftFaultCase wanted, IReadOnlyList<Fault> faults)
    {
        using var scratch = new ScratchStore();
        await wanted.PrepareAsync(scratch);
        var shim = FaultShim.Get();
        string log = Path.Join(scratch.Outside, "calls.log");
        DaybookProgram faulty = scratch.Program with { Prepare = start => shim.Arm(start, scratch.Work, log, faults) };
        DaybookAnswer answer = await faulty.RunWithInputAsync(wanted.Input, [.. wanted.Words, "--wait", "300ms"]);
        bool isExpected = answer.ExitCode is 0 or 6 || (wanted.IsDamaged && answer.ExitCode == 1)
            || (answer.ExitCode == KilledExitCode && faults.Any(static fault => fault.Error == Fault.Killed));
        string? untruth = isExpected ? await wanted.FindUntruthAsync(scratch, answer.ExitCode) : answer.Words;
        return (untruth is null ? null : $"exit {answer.ExitCode}: {untruth}", FaultShim.ReadLog(log));
    }

    /// <summary>Saves on a faulty disk, and then looks on a sound one, which takes the next save as well.</summary>
    private static async Task<(int ExitCode, string Stored, IReadOnlyList<FaultCall> Calls)> SaveAsync(bool isFirst, IReadOnlyList<Fault> faults)
    {
        using var scratch = new ScratchStore();
        if (!isFirst)
        {
            await DraftFaultCase.SaveAsync(scratch, Id, "1");
        }

        var shim = FaultShim.Get();
        string log = Path.Join(scratch.Outside, "calls.log");
        DaybookProgram faulty = scratch.Program with { Prepare = start => shim.Arm(start, scratch.Work, log, faults) };
        DaybookAnswer answer = await faulty.RunWithInputAsync("2", "draft", "save", "--session-id", Id, "--wait", "300ms");
        string? stored = await DraftFaultCase.LoadAsync(scratch, Id);
        await DraftFaultCase.SaveAsync(scratch, Id, "3");
        return (answer.ExitCode, stored ?? "", FaultShim.ReadLog(log));
    }
}
