using Daybook.Crash.Tests.Processes;
using Daybook.Embedded;
using Daybook.Proof.Processes;
using Daybook.Proof.Stores;
using Daybook.Runs;
using Xunit;

namespace Daybook.Crash.Tests;

/// <summary><c>run exec</c> at a terminal, in a shell with job control.</summary>
public sealed class RunTerminalTests : IDisposable
{
    private const string CtrlC = "\u0003";
    private const string CtrlZ = "\u001a";

    // What is typed is on the screen too, hence the quotes within words that are waited for.
    private static readonly (string Wait, string Type) TellCode = ("$ ", "echo co''de=$?\n");

    private readonly ScratchStore store = new();

    public RunTerminalTests() => Terminal.SkipUnlessPossible();

    public void Dispose() => store.Dispose();

    [Theory]
    [InlineData("")]
    [InlineData("--no-capture ")]
    public async Task The_program_has_the_foreground_and_its_exit_code_is_the_shells(string option)
    {
        const string Program = "python3 -c 'import os, sys; print(\"fore\" + \"ground\", os.tcgetpgrp(0) == os.getpgrp()); sys.exit(7)'";
        await SitAsync([("$ ", Exec(option + "-- " + Program)), ("foreground True", ""), TellCode, ("code=7", "exit\n")]);
        Assert.Equal(7, (await OnlyRunAsync()).Run.ExitCode);
    }

    [Theory]
    [InlineData("")]
    [InlineData("--no-capture ")]
    public async Task Ctrl_C_ends_the_program_and_is_recorded(string option)
    {
        await SitAsync([("$ ", Exec(option + "-- sh -c 'echo re''ady; exec sleep 300'")), ("ready", CtrlC), TellCode, ("code=130", "exit\n")]);
        RunView view = await OnlyRunAsync();
        Assert.Equal((RunStatus.Failed, 130, "ended by signal 2"), (view.State, view.Run.ExitCode, view.Run.ErrorSummary));
    }

    [Theory]
    [InlineData("")]
    [InlineData("--no-capture ")]
    public async Task Ctrl_Z_gives_the_shell_its_prompt_and_fg_the_terminal_back_to_the_program(string option)
    {
        await SitAsync(
        [
            ("$ ", Exec(option + "-- sh -c 'echo re''ady; read line; echo go''t $line; read line; echo the''n $line; exit 3'")),
            ("ready", CtrlZ), ("Stopped", "echo pro''mpt\n"), ("prompt", "fg\n"), ("run exec", "one\n"),
            ("got one", CtrlZ), ("Stopped", "echo ag''ain\n"), ("again", "fg\n"), ("run exec", "two\n"),
            ("then two", ""), TellCode, ("code=3", "exit\n"),
        ]);
        Assert.Equal(3, (await OnlyRunAsync()).Run.ExitCode);
    }

    [Fact]
    public async Task A_stopped_program_goes_on_in_the_background_until_it_wants_the_terminal()
    {
        // No shell that starts programs: one that is stopped while it does so never tells (vfork).
        const string Program = "python3 -c 'import os, time; print(\"re\" + \"ady\", flush=True); "
            + "[time.sleep(0.05) for _ in iter(lambda: os.path.exists(\"go\"), True)]; print(\"wor\" + \"king\", flush=True); print(\"got\", input())'";
        string screen = await SitAsync(
        [
            ("$ ", Exec("-- " + Program)),
            ("ready", CtrlZ), ("Stopped", "bg; touch go\n"), (" &\n", "while ! jobs | grep -q Stopped; do sleep 0.1; done; echo wai''ted\n"),
            ("waited", "fg\n"), ("run exec", "one\n"),
            ("got one", ""), TellCode, ("code=0", "exit\n"),
        ]);
        Assert.Contains("working", screen, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ctrl_Z_stops_a_script_around_it_too_and_fg_continues_all()
    {
        string script = Exec("-- sh -c 'echo ready; read line; echo got $line'") + "echo script $?\n";
        await File.WriteAllTextAsync(Path.Join(store.Work, "job.sh"), script, TestContext.Current.CancellationToken);
        await SitAsync(
        [
            ("$ ", "bash job.sh\n"), ("ready", CtrlZ), ("Stopped", "echo pro''mpt\n"), ("prompt", "fg\n"), ("bash job.sh", "one\n"),
            ("got one", ""), ("script 0", "exit\n"),
        ]);
        Assert.Equal(0, (await OnlyRunAsync()).Run.ExitCode);
    }

    [Theory]
    [InlineData("while true; do kill -TTIN $$; done", 124)]
    [InlineData("kill -TSTP $$", 0)]
    public async Task Where_nobody_does_job_control_a_stopped_program_keeps_nobody_waiting(string script, int exitCode)
    {
        // A session of its own, without a terminal: whoever stops there stays so for ever.
        await Tool.RunOrSkipAsync("setsid", "--wait", "true");
        DaybookProgram alone = store.Program with { Before = ["setsid", "--wait"] };
        DaybookAnswer answer = await alone.RunAsync("run", "exec", "--timeout", "1s", "--", "sh", "-c", script);
        Assert.Equal(exitCode, answer.ExitCode);
        Assert.Equal(exitCode, (await OnlyRunAsync()).Run.ExitCode);
    }

    private string Exec(string rest) => $"{string.Join(' ', store.Program.Words("run", "exec"))} {rest}\n";

    private Task<string> SitAsync(IReadOnlyList<(string Wait, string Type)> steps) => Terminal.RunAsync(store.Work, store.Outside, steps);

    private async Task<RunView> OnlyRunAsync()
    {
        await using EmbeddedStore open = await store.OpenAsync();
        return Assert.Single((await open.Runs.ListAsync(new RunQuery(), TestContext.Current.CancellationToken)).Items);
    }
}
