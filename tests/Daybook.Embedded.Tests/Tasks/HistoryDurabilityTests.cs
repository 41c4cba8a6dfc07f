using Daybook.Tasks;
using Daybook.Testing.Disk;
using Xunit;

namespace Daybook.Embedded.Tests.Tasks;

/// <summary>A checkpoint forgets what is in the history, so that has to be there for good.</summary>
public sealed class HistoryDurabilityTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_month_whose_flush_failed_is_written_again_before_a_checkpoint_rests_on_it()
    {
        var tasks = new TaskFixture();
        TaskRecord done = await tasks.FinishedAsync("done");
        string month = TaskFixture.History + "/" + tasks.Disk.List(TaskFixture.History).Single();
        tasks.Disk.Inject(Fault.FlushDropsPages() with { Path = month });
        foreach (string session in new[] { "s-1", "s-2" })
        {
            var actor = new TaskActor { Agent = "ann", SessionId = session };
            await tasks.RunAsync(store => store.Sessions.StartAsync(actor, Cancellation));
            await tasks.RunAsync(store => store.Sessions.EndAsync(actor, Cancellation));
        }

        tasks.Disk = tasks.Disk.AfterPowerLoss();

        Assert.Equal(TaskState.Completed, (await tasks.GetAsync(done.Id)).Status);
    }
}
