using Daybook.Crash.Tests.Processes;
using Xunit;

namespace Daybook.Crash.Tests.Faults;

/// <summary>The real binary saves a draft while one flush after the other fails: the answer is true, and the draft is the old one or the new one.</summary>
public sealed class FaultyDraftTests
{
    private const int ProcessesMax = 3;
    private const string Id = "0194f3a2-7c1e-7d10-9a51-3f0c5c1e8a01";

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
            await Parallel.ForEachAsync(numbers, options, async (number, _) =>
            {
                var fault = new Fault(function, number, error, IsForGood: number % 2 == 0);
                (int exitCode, string stored, _) = await SaveAsync(isFirst, [fault]);
                string what = $"{fault} of {calls}, first {isFirst}: exit {exitCode}, stored {stored}";
                Assert.True(exitCode is 0 or 6, what);
                Assert.True(stored == "2" || (exitCode != 0 && stored == (isFirst ? "" : "1")), what);
            });
        }
    }

    /// <summary>Saves on a faulty disk, and then looks on a sound one, which takes the next save as well.</summary>
    private static async Task<(int ExitCode, string Stored, IReadOnlyList<FaultCall> Calls)> SaveAsync(bool isFirst, IReadOnlyList<Fault> faults)
    {
        using var scratch = new ScratchStore();
        if (!isFirst)
        {
            (await scratch.Program.RunWithInputAsync("1", "draft", "save", "--session-id", Id)).MustSucceed();
        }

        var shim = FaultShim.Get();
        string log = Path.Join(scratch.Outside, "calls.log");
        DaybookProgram faulty = scratch.Program with { Prepare = start => shim.Arm(start, scratch.Work, log, faults) };
        DaybookAnswer answer = await faulty.RunWithInputAsync("2", "draft", "save", "--session-id", Id, "--wait", "300ms");
        DaybookAnswer loaded = await scratch.Program.RunAsync("draft", "load", Id);
        Assert.True(loaded.ExitCode is 0 or 3, $"{string.Join(", ", faults)}: {loaded.Words}");
        (await scratch.Program.RunWithInputAsync("3", "draft", "save", "--session-id", Id)).MustSucceed();
        return (answer.ExitCode, string.Concat(loaded.Output), FaultShim.ReadLog(log));
    }
}
