using Daybook.Tasks;
using Xunit;

namespace Daybook.Tests.Tasks;

public sealed class TaskLifecycleTests
{
    [Fact]
    public void A_task_that_was_reopened_as_often_as_can_be_counted_stays_so()
    {
        var task = new TaskRecord { Id = "a", Name = "a", Status = TaskState.Completed, CreatedAt = DateTimeOffset.UnixEpoch, Reopened = int.MaxValue };
        var again = new TaskEvent { Seq = 2, At = DateTimeOffset.UnixEpoch, TaskId = "a", Action = new TaskAction.Reopened(task, [], null) };
        Assert.Equal(int.MaxValue, TaskLifecycle.Apply(task, again).Reopened);
    }
}
