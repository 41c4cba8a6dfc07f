using Daybook.Proof.Processes;
using Xunit;

namespace Daybook.Crash.Tests.Processes;

/// <summary>An interactive shell at a terminal of its own, with somebody who reads and types.</summary>
internal static class Terminal
{
    // Waits for each text in turn, each behind the one before, and types the answer to it.
    private const string Script = """
        import os, pty, select, sys, time
        folder, home, steps = sys.argv[1], sys.argv[2], sys.argv[3:]
        pid, terminal = pty.fork()
        if pid == 0:
            os.chdir(folder)
            for name in [name for name in os.environ if name.startswith("DAYBOOK_")]:
                del os.environ[name]
            os.environ.update(HOME=home, PS1="$ ", TERM="dumb", NO_COLOR="1")
            os.execvp("bash", ["bash", "--norc", "--noprofile", "-i"])
        seen, place, end = "", 0, time.monotonic() + 50
        def fail(why):
            print(seen)
            sys.exit(why)
        for wanted, typed in zip(steps[::2], steps[1::2]):
            while wanted not in seen[place:]:
                if time.monotonic() > end or not select.select([terminal], [], [], 50)[0]:
                    fail("waited in vain for " + wanted)
                try:
                    seen += os.read(terminal, 65536).decode(errors="replace").replace("\r\n", "\n")
                except OSError:
                    fail("the shell ended before " + wanted)
            place = seen.index(wanted, place) + len(wanted)
            os.write(terminal, typed.encode())
        print(seen)
        os.close(terminal)
        """;

    /// <summary>Skips the test, and says so, where there is no terminal to be had.</summary>
    public static void SkipUnlessPossible() => Assert.SkipUnless(
        Tool.IsInstalled("python3") && Tool.IsInstalled("bash"), "python3 or bash is not installed, so nobody can sit at a terminal.");

    /// <summary>Sits down in a shell.</summary>
    /// <param name="folder">Where the shell stands.</param>
    /// <param name="home">Its home.</param>
    /// <param name="steps">In turn what to wait for and what to type then.</param>
    /// <returns>All that was on the screen.</returns>
    public static async Task<string> RunAsync(string folder, string home, params IReadOnlyList<(string Wait, string Type)> steps)
    {
        DaybookAnswer answer = await Tool.RunAsync("python3", ["-c", Script, folder, home, .. steps.SelectMany(static step => new[] { step.Wait, step.Type })]);
        Assert.True(answer.ExitCode == 0, $"{answer.Words}\n{string.Join('\n', answer.Output)}");
        return string.Join('\n', answer.Output);
    }
}
