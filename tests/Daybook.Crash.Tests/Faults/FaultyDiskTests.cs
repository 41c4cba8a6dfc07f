using System.Collections.Concurrent;
using Daybook.Proof.Faults;
using Xunit;

namespace Daybook.Crash.Tests.Faults;

/// <summary>
/// The real binary, its system calls failing one after the other with what a disk can answer, once and for good. A sample: the
/// simulated disk fails every call with everything.
/// </summary>
public sealed class FaultyDiskTests
{
    /// <summary>How many cases run at once.</summary>
    private const int ProcessesMax = 3;

    [Theory]
    [InlineData("open", "EACCES", "EMFILE", "EROFS", "ENOSPC", "EIO", "EINTR")]
    [InlineData("pread", "EIO", "EINTR", Fault.HalfDone)]
    [InlineData("write", "EIO", "ENOSPC", "EDQUOT", "EINTR", Fault.HalfDone)]
    [InlineData("pwrite", "ENOSPC", "EIO", "EDQUOT", "EINTR", Fault.HalfDone)]
    [InlineData("ftruncate", "EIO", "EINTR")]
    [InlineData("fdatasync", "EIO", "ENOSPC", "EDQUOT", "EINTR")]
    [InlineData("fsync", "EIO", "EINTR", "ENOSPC", "EROFS")]
    [InlineData("flock", "ENOLCK", "EINTR", "EIO")]
    [InlineData("statx", "EIO", "EACCES", "EINTR")]
    [InlineData("mkdir", "EACCES", "ENOSPC", "EROFS", "EDQUOT")]
    [InlineData("rename", "EIO", "EROFS", "ENOSPC", "EACCES")]
    [InlineData("fchmod", "EPERM", "EIO")]
    public async Task No_failing_call_costs_an_acknowledged_record(string function, params string[] errors)
    {
        FaultShim.Get();
        List<FaultCase> cases = [];
        foreach (bool isFirstWrite in (bool[])[true, false])
        {
            int calls = (await FaultCase.CountCallsAsync(isFirstWrite)).GetValueOrDefault(function);
            cases.AddRange(Sample(calls, errors).Select(fault => new FaultCase(isFirstWrite, [fault with { Function = function }])));
        }

        await CheckAsync(cases);
    }

    [Fact]
    public async Task A_write_that_stops_half_way_is_taken_back_or_its_outcome_called_unknown()
    {
        FaultShim.Get();
        Fault half = new("write", 1, Fault.HalfDone);
        IEnumerable<FaultCase> cases =
            from isFirstWrite in (bool[])[true, false]
            from error in (string[])["ENOSPC", "EIO", "EDQUOT"]
            from truncate in (Fault[])[new("ftruncate", 99, "EIO"), new("ftruncate", isFirstWrite ? 2 : 1, "EIO", IsForGood: true)]
            select new FaultCase(isFirstWrite, [half, new Fault("write", 2, error, IsForGood: true), truncate]);
        await CheckAsync([.. cases]);
    }

    /// <summary>Spreads errors over the first calls, the middle one and the last, in turn once and for good.</summary>
    private static IEnumerable<Fault> Sample(int calls, string[] errors)
    {
        int[] wished = [1, 2, 3, calls / 2, calls - 1, calls];
        int[] positions = [.. wished.Where(position => position >= 1 && position <= calls).Distinct()];
        int cases = positions.Length == 0 ? 0 : Math.Max(positions.Length, errors.Length);
        return Enumerable.Range(0, cases).Select(number =>
            new Fault("", positions[number % positions.Length], errors[number % errors.Length], IsForGood: number % 2 == 1));
    }

    private static async Task CheckAsync(List<FaultCase> cases)
    {
        var failures = new ConcurrentQueue<string>();
        var options = new ParallelOptions
        {
            MaxDegreeOfParallelism = ProcessesMax,
            CancellationToken = TestContext.Current.CancellationToken,
        };
        await Parallel.ForEachAsync(cases, options, async (faultCase, _) =>
        {
            try
            {
                await faultCase.CheckAsync();
            }
            catch (Exception failure)
            {
                failures.Enqueue($"{faultCase}: {failure.Message}");
            }
        });
        TestContext.Current.TestOutputHelper?.WriteLine($"{cases.Count} cases");
        Assert.True(failures.IsEmpty, string.Join('\n', failures));
    }
}
