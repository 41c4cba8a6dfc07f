using Daybook.Proof.Processes;
using Daybook.Proof.Stores;
using Xunit;

namespace Daybook.Crash.Tests;

/// <summary>Runs in a real pid namespace, where numbers of processes begin anew and can be used again at will.</summary>
public sealed class RunNamespaceTests : IDisposable
{
    // Starts a run, kills what watches over it, and waits until it is gone.
    private const string Killed = """
        $daybook run exec --project inside -- sh -c 'echo $$ > child; exec sleep 300' > /dev/null &
        exec=$!
        while [ ! -s child ]; do sleep 0.02; done
        kill -9 $exec
        wait $exec 2> /dev/null
        """;

    private readonly ScratchStore store = new();

    public void Dispose() => store.Dispose();

    [Fact]
    public async Task Inside_a_killed_run_is_interrupted_and_its_child_is_named_and_outside_nobody_can_tell()
    {
        IReadOnlyList<string> inside = await InsideAsync("--mount-proc", Killed + """

            $daybook run list --json
            cat child
            """);
        Assert.Contains("\"state\":\"interrupted\"", inside[0], StringComparison.Ordinal);
        Assert.Contains($"\"live_child\":{inside[1]},", inside[0], StringComparison.Ordinal);

        string outside = (await store.Program.RunAsync("run", "list", "--json")).Output[0];
        Assert.Contains("\"state\":\"unknown\"", outside, StringComparison.Ordinal);
        Assert.DoesNotContain("live_child", outside, StringComparison.Ordinal);
        Assert.Equal("{\"items\":[],\"total\":0}", (await store.Program.RunAsync("run", "reap", "--json")).Output[0]);
    }

    [Fact]
    public async Task A_number_that_is_used_again_is_another_process()
    {
        IReadOnlyList<string> inside = await InsideAsync("--mount-proc", Killed + """

            kill -9 $(cat child)
            while kill -0 $(cat child) 2> /dev/null; do sleep 0.02; done
            echo $((exec - 1)) > /proc/sys/kernel/ns_last_pid
            sleep 300 &
            echo $exec $!
            $daybook run list --json
            $daybook run reap --json
            """);
        string[] numbers = inside[0].Split(' ');
        Assert.SkipUnless(numbers[0] == numbers[1], $"forbidden here: the number {numbers[0]} could not be used again");
        Assert.Contains("\"state\":\"interrupted\"", inside[1], StringComparison.Ordinal);
        Assert.DoesNotContain("live_child", inside[1], StringComparison.Ordinal);
        Assert.Contains("\"total\":1", inside[2], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_proc_tells_of_other_processes_nobody_is_called_alive_or_dead()
    {
        // Without a /proc of its own a namespace sees the numbers of the one around it.
        IReadOnlyList<string> inside = await InsideAsync("--kill-child", Killed + """

            $daybook run list --json
            $daybook run start --project inside --task t --agent a --pid $$ --json
            $daybook run reap --json
            """);
        Assert.Contains("\"state\":\"unknown\"", inside[0], StringComparison.Ordinal);
        Assert.DoesNotContain("pid_namespace", inside[0], StringComparison.Ordinal);
        Assert.Contains("\"state\":\"unknown\"", inside[1], StringComparison.Ordinal);
        Assert.Equal("{\"items\":[],\"total\":0}", inside[2]);
    }

    private async Task<IReadOnlyList<string>> InsideAsync(string option, string script)
    {
        await Tool.RunOrSkipAsync("unshare", "--pid", "--fork", option, "true");
        string words = $"cd {store.Work}\ndaybook='{string.Join(' ', store.Program.Words())}'\n{script}";
        DaybookAnswer answer = await Tool.RunAsync("unshare", "--pid", "--fork", option, "env", "-u", "DAYBOOK_RUN", $"HOME={store.Outside}", "sh", "-c", words);
        return answer.MustSucceed().Output;
    }
}
