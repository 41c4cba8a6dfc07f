using Daybook.Proof.Processes;
using Daybook.Proof.Stores;
using Xunit;

namespace Daybook.Crash.Tests;

/// <summary>Commands whose stdin, stdout or stderr somebody has closed, as daemons do: the runtime's own files have those numbers then.</summary>
public sealed class ClosedStreamsTests : IDisposable
{
    private readonly ScratchStore store = new();

    public void Dispose() => store.Dispose();

    [Theory]
    [InlineData("<&-")]
    [InlineData("<&- >&-")]
    public async Task Without_stdin_there_is_nothing_to_read(string closed)
    {
        (await With(closed).RunAsync("run", "exec", "--", "cat")).MustSucceed();
        (await With(closed).RunAsync("mcp")).MustSucceed();
        (await With(closed).RunAsync("memory", "add", "--from-json", "-")).MustBeRefused(2);
    }

    [Theory]
    [InlineData(">&-")]
    [InlineData("2>&-")]
    [InlineData(">&- 2>&-")]
    [InlineData("<&- >&- 2>&-")]
    public async Task Nobody_is_told_and_all_is_done(string closed)
    {
        string[] script = ["run", "exec", "--", "sh", "-c", "echo said; echo wrong >&2; exit 7"];
        Assert.Equal(7, (await With(closed).RunAsync(script)).ExitCode);
        Assert.StartsWith("failed ", (await store.Program.RunAsync("run", "list")).MustSucceed().Output[0], StringComparison.Ordinal);
        Assert.Equal(3, (await With(closed).RunAsync("task", "show", "nope")).ExitCode);
        (await With(closed).RunAsync("remember", "The pool leaks")).MustSucceed();
    }

    private DaybookProgram With(string closed) => store.Program with { Before = ["sh", "-c", $"exec \"$@\" {closed}", "sh"] };
}
