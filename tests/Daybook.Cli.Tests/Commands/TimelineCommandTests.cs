using System.Text;
using System.Text.Json;
using Daybook.Testing;
using Xunit;

namespace Daybook.Cli.Tests.Commands;

public sealed class TimelineCommandTests
{
    [Fact]
    public async Task It_tells_what_happened()
    {
        using CliRun cli = await LivedAsync();
        string json = (await cli.RunAsync("timeline", "--json")).Everything;
        Snapshot.Match(json + (await cli.RunAsync("timeline")).Everything);
    }

    [Fact]
    public async Task Pages_go_further_back()
    {
        using CliRun cli = await LivedAsync();
        JsonElement all = (await cli.SucceedAsync("timeline", "--json")).Json;
        Assert.False(all.TryGetProperty("next_cursor", out _));
        JsonElement newest = (await cli.SucceedAsync("timeline", "--json", "--limit", "3")).Json;
        JsonElement before = (await cli.SucceedAsync("timeline", "--json", "--limit", "100", "--cursor", newest.GetProperty("next_cursor").GetString()!)).Json;
        Assert.Equal(Items(all), Items(before).Concat(Items(newest)));
    }

    [Fact]
    public async Task A_task_is_meant_by_the_beginning_of_its_id()
    {
        using CliRun cli = await LivedAsync();
        string id = (await cli.SucceedAsync("task", "list", "--quiet")).Output.Trim();
        JsonElement told = (await cli.SucceedAsync("timeline", "--task", id[..35], "--json")).Json;
        Assert.Equal(["created", "noted", "recorded", "started"], told.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("event").GetString()).Order());
    }

    [Fact]
    public async Task A_kind_may_be_named_as_its_command_is()
    {
        using CliRun cli = await LivedAsync();
        Assert.Equal(2, (await cli.SucceedAsync("timeline", "--kind", "op", "--quiet")).Lines.Length);
        Assert.Equal(2, (await cli.RefusedAsync(2, "timeline", "--kind", "x")).ExitCode);
    }

    [Fact]
    public async Task Who_follows_gets_one_object_a_line_until_the_end()
    {
        using var cli = new CliRun();
        await cli.SucceedAsync("remember", "before");
        using var output = new WatchedStream();
        using var error = new MemoryStream();
        using var end = new CancellationTokenSource();
        Task<int> following = new CommandLine(cli.SurroundingsOf(Stream.Null, output, error)).RunAsync(["timeline", "--follow", "--json"], end.Token);
        await output.WaitForAsync("before");
        await cli.SucceedAsync("remember", "meanwhile");
        await output.WaitForAsync("meanwhile");
        await end.CancelAsync();
        Assert.Equal(130, await following);
        Assert.Equal(
            ["before", "meanwhile"],
            output.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonElement.Parse(line).GetProperty("title").GetString()));
    }

    [Fact]
    public async Task Following_goes_forward_only()
    {
        using CliRun cli = await LivedAsync();
        Assert.Contains("--cursor", (await cli.RefusedAsync(2, "timeline", "--follow", "--cursor", "x")).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_a_new_repository_nothing_has_happened()
    {
        using var cli = new CliRun();
        Assert.Equal("{\"items\":[]}\n", (await cli.SucceedAsync("timeline", "--json")).Output);
        Assert.False(Directory.Exists(cli.Store));
    }

    [Fact]
    public async Task Outside_of_a_repository_there_must_be_a_store()
    {
        using var cli = new CliRun(isGit: false);
        Assert.Equal(3, (await cli.RunAsync("timeline")).ExitCode);
    }

    private static string[] Items(JsonElement page) => [.. page.GetProperty("items").EnumerateArray().Select(item => item.GetRawText())];

    private static async Task<CliRun> LivedAsync()
    {
        CliRun cli = new CliRun().Steady();
        var clock = (ManualClock)cli.Ports.Time;
        cli.Set("DAYBOOK_SESSION", "session-1");
        await Next("init");
        string task = await cli.CreateAsync("Fix the pool leak");
        await Next("task", "start", task);
        cli.Set("DAYBOOK_TASK", task);
        await Next("remember", "Retries hide the leak: \x1b[31mnever raise them\nand so on");
        await Next("run", "start", "--project", "web", "--task", "t-1", "--agent", "codex", "--id", "run-1");
        await Next("task", "note", task, "--decision", "so");
        await Next("run", "finish", "run-1", "--status", "failed", "--exit-code", "3", "--error", "exited with code 3");
        cli.Set("DAYBOOK_TASK", "");
        string operation = (await Next("op", "start", "--profile", "p", "--action", "fix", "--request", "Fix it", "--quiet")).Output.Trim();
        await Next("op", "complete", operation, "--outcome", "done");
        await Next("recall", "record", "--category", "coding", "--description", "a bot");
        return cli;

        Task<CliResult> Next(params string[] arguments)
        {
            clock.Advance(TimeSpan.FromMinutes(1));
            return cli.SucceedAsync(arguments);
        }
    }

    /// <summary>stdout of a command that goes on, as far as it was written.</summary>
    private sealed class WatchedStream : MemoryStream
    {
        private readonly Lock gate = new();
        private TaskCompletionSource written = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public string Text
        {
            get
            {
                lock (gate)
                {
                    return Encoding.UTF8.GetString(ToArray());
                }
            }
        }

        public async Task WaitForAsync(string text)
        {
            while (true)
            {
                Task next;
                lock (gate)
                {
                    next = written.Task;
                }

                if (Text.Contains(text, StringComparison.Ordinal))
                {
                    return;
                }

                await next.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);
            }
        }

        public override void Write(ReadOnlySpan<byte> buffer) => Write(buffer.ToArray(), 0, buffer.Length);

        public override void Write(byte[] buffer, int offset, int count)
        {
            TaskCompletionSource told;
            lock (gate)
            {
                base.Write(buffer, offset, count);
                told = written;
                written = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            }

            told.SetResult();
        }
    }
}
