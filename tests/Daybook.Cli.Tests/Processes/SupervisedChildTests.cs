using Daybook.Cli.Processes;
using Xunit;

namespace Daybook.Cli.Tests.Processes;

/// <summary>What the supervisor does when its child is stopped.</summary>
public sealed class SupervisedChildTests
{
    private const int StopSignal = 19;
    private const int TerminalStopSignal = 20;
    private const int ReadSignal = 21;
    private const int WriteSignal = 22;

    [Theory]
    [InlineData(TerminalStopSignal, false)]
    [InlineData(TerminalStopSignal, true)]
    [InlineData(ReadSignal, true)]
    [InlineData(WriteSignal, true)]
    public async Task Where_a_shell_does_job_control_it_stops_with_the_child_and_takes_the_terminal_back_to_it(int signal, bool isInputTerminal)
    {
        using var child = new ScriptedChild(signal) { IsUnderJobControl = true, IsInputTerminal = isInputTerminal };
        child.End();
        await SuperviseAsync(child, timeout: null);
        Assert.Equal(["return", "stop self", "take", "return"], child.Done);
    }

    [Theory]
    [InlineData(ReadSignal, false)]
    [InlineData(WriteSignal, false)]
    [InlineData(ReadSignal, true)]
    [InlineData(StopSignal, true)]
    public async Task A_child_that_is_stopped_and_that_nobody_continues_is_ended_when_its_time_is_over(int signal, bool isUnderJobControl)
    {
        using var child = new ScriptedChild(signal) { IsUnderJobControl = isUnderJobControl };
        ChildOutcome outcome = await SuperviseAsync(child, TimeSpan.FromMilliseconds(1));
        Assert.True(outcome.IsTimedOut);
        Assert.Equal(["signal 15", "continue", "return"], child.Done);
    }

    [Fact]
    public async Task Without_a_shell_a_child_that_the_terminal_stopped_goes_on_at_once()
    {
        using var child = new ScriptedChild(TerminalStopSignal);
        child.End();
        await SuperviseAsync(child, timeout: null);
        Assert.Equal(["continue", "return"], child.Done);
    }

    private static async Task<ChildOutcome> SuperviseAsync(ScriptedChild child, TimeSpan? timeout)
    {
        using var relay = new SignalRelay();
        return await new SupervisedChild(child, child, relay, TimeProvider.System).RunAsync([], timeout, static () => Task.CompletedTask);
    }
}
