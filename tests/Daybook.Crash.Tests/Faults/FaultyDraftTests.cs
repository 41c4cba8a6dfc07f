using System.Collections.Concurrent;
using Daybook.Proof.Faults;
using Daybook.Proof.Processes;
using Daybook.Proof.Stores;
using Xunit;

namespace Daybook.Crash.Tests.Faults;

/// <summary>
/// The real binary writes to an adopted database and mends a damaged one while one call after the other fails or is its last; the proof
/// <c>shim</c> does so with every other command.
/// </summary>
public sealed class FaultyDraftTests
{
    private const int ProcessesMax = 3;
    private const int KilledExitCode = 128 + 9;
    private const int StepsMax = 2;

    private static readonly (string Function, string[] Errors)[] Errors =
    [
        ("pwrite64", ["ENOSPC", "EIO", Fault.HalfDone]), ("fdatasync", ["EIO", "ENOSPC"]), ("fsync", ["EIO"]), ("ftruncate64", ["EIO", "ENOSPC"]),
        ("open64", ["EACCES", "EIO"]), ("unlink", ["EIO", "EROFS"]), ("rename", ["EROFS", "EIO"]), ("link", ["ENOSPC", "EIO"]), ("flock", ["ENOLCK"]),
        ("mkdir", ["ENOSPC"]),
    ];

    [Theory]
    [InlineData("save_adopted")]
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
            faults.AddRange(numbers.Select(number => new Fault(function, number, Fault.Killed)));
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
}
