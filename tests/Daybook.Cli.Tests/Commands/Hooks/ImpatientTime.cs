namespace Daybook.Cli.Tests.Commands.Hooks;

/// <summary>A time in which every wait that is bounded by no more than a limit is over at once.</summary>
internal sealed class ImpatientTime(TimeSpan limit) : TimeProvider
{
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        TimeProvider.System.CreateTimer(callback, state, dueTime <= limit && dueTime != Timeout.InfiniteTimeSpan ? TimeSpan.Zero : dueTime, period);
}
