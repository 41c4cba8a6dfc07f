using Daybook.Testing;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Daybook.Compliance;

public abstract partial class MemoryStoreCompliance
{
    /// <summary>How many random sequences the engine is compared on; an engine that waits for a disk may take fewer.</summary>
    protected virtual int ModelRuns => 100;

    [Fact]
    public void Any_sequence_of_calls_is_answered_as_by_the_naive_model()
    {
        // A failure prints the seed and the shortest sequence that still fails.
        Prop.ForAll(MemoryModel.Calls, calls => CompareAsync(calls).GetAwaiter().GetResult())
            .Check(Config.QuickThrowOnFailure.WithMaxTest(ModelRuns).WithQuietOnSuccess(true));
    }

    private async Task CompareAsync(MemoryModel.Call[] calls)
    {
        var clock = new ManualClock();
        await using var model = new VolatileStore(clock, new SequentialIds());
        await using DaybookStore store = await OpenAsync(clock, new SequentialIds());
        foreach (MemoryModel.Call call in calls)
        {
            if (call is MemoryModel.Call.Wait wait)
            {
                clock.Advance(wait.For);
            }

            Assert.Equal(
                await MemoryModel.SeenAsync(model.Memory, call, Cancellation),
                await MemoryModel.SeenAsync(store.Memory, call, Cancellation));
        }
    }
}
