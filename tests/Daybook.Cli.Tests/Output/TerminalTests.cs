using Daybook.Cli.Processes;
using Daybook.Errors;
using Xunit;

namespace Daybook.Cli.Tests.Output;

/// <summary>What reaches a terminal, seen from its other end: a test itself has none.</summary>
public sealed class TerminalTests
{
    private const string KeypadSequence = "\e[?1h\e=";

    // Types a line where one is asked for, and tells all that came.
    private const string Script = """
        import os, pty, sys
        pid, terminal = pty.fork()
        if pid == 0:
            os.environ["TERM"] = "xterm"
            os.execvp(sys.argv[1], sys.argv[1:])
        os.write(terminal, b'{"type":"note","title":"typed"}\n\x04')
        try:
            while part := os.read(terminal, 65536):
                os.write(1, part)
        except OSError:
            pass
        sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
        """;

    [Theory]
    [InlineData("\"path\"", "where", "--json")]
    [InlineData("work/.daybook", "where", "--no-color")]
    [InlineData("\e[90m", "status")]
    [InlineData("no task nope", "task", "show", "nope")]
    [InlineData("printed", "run", "exec", "--", "printf", "printed")]
    [InlineData("Examples", "--help")]
    [InlineData("\"added\":true", "memory", "add", "--from-json", "-", "--json")]
    public async Task Nothing_but_the_answer_is_written_to_it(string said, params string[] command)
    {
        using var cli = new CliRun();
        await cli.SucceedAsync("init");
        string[] words = ["python3", "-c", Script, "dotnet", Path.Combine(AppContext.BaseDirectory, "Daybook.Cli.dll"), .. command];
        var start = new ChildStart(words, cli.WorkingDirectory) { WithoutVariables = ["DAYBOOK_STORE", "MEMORY_STATE_DIR", "NO_COLOR"] };
        try
        {
            ChildResult result = await ChildProcess.RunAsync(start, TestContext.Current.CancellationToken);
            Assert.Contains(said, result.Output, StringComparison.Ordinal);
            Assert.DoesNotContain(KeypadSequence, result.Output, StringComparison.Ordinal);
        }
        catch (NotFoundException)
        {
            Assert.Skip("python3 is not installed, so there is no terminal to be had.");
        }
    }
}
