using Daybook.Cli.Output;
using Daybook.Testing;
using Xunit;

namespace Daybook.Cli.Tests.Output;

public sealed class ProgressLineTests
{
    [Fact]
    public void What_ends_within_a_second_shows_nothing()
    {
        using var terminal = new StringWriter();
        var time = new ManualTimers();
        using (new ProgressLine(terminal, "Reading", time))
        {
            Assert.Equal(TimeSpan.FromSeconds(1), time.DueTime);
        }

        Assert.Equal("", terminal.ToString());
    }

    [Fact]
    public void What_takes_longer_is_told_and_the_line_goes_at_the_end()
    {
        using var terminal = new StringWriter();
        var time = new ManualTimers();
        using (var line = new ProgressLine(terminal, "Reading", time))
        {
            time.Clock.Advance(TimeSpan.FromSeconds(2));
            line.Report(5 << 20);
            time.Tick();
        }

        time.Tick();
        Assert.Equal("\r\e[KReading (2 s, 5 MiB)\r\e[K", terminal.ToString());
    }

    [Fact]
    public void Without_a_terminal_nothing_is_shown()
    {
        var time = new ManualTimers();
        using var line = new ProgressLine(terminal: null, "Reading", time);
        Assert.Null(time.DueTime);
    }

    private sealed class ManualTimers : TimeProvider
    {
        private TimerCallback? callback;

        public ManualClock Clock { get; } = new();

        public TimeSpan? DueTime { get; private set; }

        public override long TimestampFrequency => Clock.TimestampFrequency;

        public override long GetTimestamp() => Clock.GetTimestamp();

        public void Tick() => callback?.Invoke(null);

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            this.callback = callback;
            DueTime = dueTime;
            return System.CreateTimer(_ => { }, null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }
}
