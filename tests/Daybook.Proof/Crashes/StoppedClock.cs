namespace Daybook.Proof.Crashes;

/// <summary>A clock that stands, and whose timers never ring: whatever happens, happens because the protocol does it.</summary>
internal sealed class StoppedClock : TimeProvider
{
    public static readonly StoppedClock Noon = new(new DateTimeOffset(2026, 11, 1, 12, 0, 0, TimeSpan.Zero));

    private readonly DateTimeOffset now;

    private StoppedClock(DateTimeOffset now) => this.now = now;

    public override DateTimeOffset GetUtcNow() => now;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => new DeadTimer();

    private sealed class DeadTimer : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => true;

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
