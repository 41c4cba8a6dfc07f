using System.Collections.Concurrent;
using Daybook.Proof.Faults;
using Xunit;

namespace Daybook.Crash.Tests.Faults;

/// <summary>The real binary where several calls fail, one because of the other; the proof <c>shim</c> tries each call by itself.</summary>
public sealed class FaultyDiskTests
{
    /// <summary>How many cases run at once.</summary>
    private const int ProcessesMax = 3;

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
