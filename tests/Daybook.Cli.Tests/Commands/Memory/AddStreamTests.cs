using System.IO.Pipelines;
using System.Text;
using Daybook.Durability.FileSystem;
using Xunit;

namespace Daybook.Cli.Tests.Commands.Memory;

public sealed class AddStreamTests
{
    private static readonly string[] Add = ["memory", "add", "--from-json", "-"];

    [Fact]
    public async Task Each_line_is_answered_in_its_order_and_a_bad_one_keeps_no_other_out()
    {
        using var cli = new CliRun();
        await cli.RunAsync("init");
        const string Input =
            """
            {"type":"note","id":"first"}
            {"type":"note","id":"sec
            {"title":"no type","id":"third"}

            {"type":"incident","fingerprint":"f","id":"fifth"}
            {"type":"incident","fingerprint":"f"}
            {"type":"note","id":"first","title":"other"}
            {"type":"note","crc32c":"00000000"}
            {"type":"note","id":"last"}
            """;
        CliResult result = await cli.RunWithTextAsync(Input, [.. Add, "--json"]);
        Assert.Equal(2, result.ExitCode);
        Assert.Equal(
            [
                "{\"added\":true,\"id\":\"first\"}",
                "{\"added\":false,\"reason\":\"invalid\",\"line\":2}",
                "{\"added\":false,\"reason\":\"invalid\",\"line\":3}",
                "{\"added\":true,\"id\":\"fifth\"}",
                "{\"added\":false,\"reason\":\"duplicate\",\"existing_id\":\"fifth\"}",
                "{\"added\":false,\"reason\":\"conflict\",\"line\":7}",
                "{\"added\":false,\"reason\":\"invalid\",\"line\":8}",
                "{\"added\":true,\"id\":\"last\"}",
            ],
            result.Lines);
        Assert.Contains("\"line\":3", result.Error, StringComparison.Ordinal);
        CliResult ids = await cli.RunAsync("memory", "list", "--quiet");
        Assert.Equal(["fifth", "first", "last"], ids.Lines.Order());
    }

    [Fact]
    public async Task In_text_it_says_what_was_done_and_on_stderr_what_was_not()
    {
        using var cli = new CliRun();
        await cli.RunAsync("init");
        CliResult result = await cli.RunWithTextAsync("{\"type\":\"note\",\"id\":\"a\"}\nnonsense\n", Add);
        Assert.Equal((2, "Added a\n"), (result.ExitCode, result.Output));
        Assert.StartsWith("error: line 2: ", result.Error, StringComparison.Ordinal);
        Assert.Equal("a\n", (await cli.RunWithTextAsync("{\"type\":\"note\",\"id\":\"a\"}\nnonsense\n", [.. Add, "--quiet"])).Output);
    }

    [Fact]
    public async Task One_object_may_be_indented()
    {
        using var cli = new CliRun();
        CliResult result = await cli.RunWithTextAsync("{\n  \"type\": \"note\",\n  \"id\": \"a\"\n}\n", Add);
        Assert.Equal((0, "Added a\n"), (result.ExitCode, result.Output));
    }

    [Fact]
    public async Task A_file_can_be_read()
    {
        using var cli = new CliRun();
        await File.WriteAllTextAsync(Path.Combine(cli.WorkingDirectory, "in.jsonl"), "{\"type\":\"note\",\"id\":\"a\"}", TestContext.Current.CancellationToken);
        Assert.Equal("Added a\n", (await cli.RunAsync("memory", "add", "--from-json", "in.jsonl")).Output);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n  \n")]
    public async Task Empty_input_is_a_usage_error(string input)
    {
        using var cli = new CliRun();
        Assert.Equal(2, (await cli.RunWithTextAsync(input, Add)).ExitCode);
    }

    [Fact]
    public async Task Many_lines_are_all_stored()
    {
        using var cli = new CliRun();
        const int Count = 3000;
        string input = string.Concat(Enumerable.Range(0, Count).Select(number => $"{{\"type\":\"note\",\"id\":\"id-{number:d5}\"}}\n"));
        CliResult result = await cli.RunWithTextAsync(input, [.. Add, "--quiet"]);
        Assert.Equal(Enumerable.Range(0, Count).Select(number => $"id-{number:d5}"), result.Lines);
        Assert.Equal(Count, (await File.ReadAllLinesAsync(cli.Log, TestContext.Current.CancellationToken)).Length);
    }

    [Fact]
    public async Task An_answer_comes_while_the_input_is_still_open()
    {
        using var cli = new CliRun();
        var input = new Pipe();
        var output = new Pipe();
        Surroundings open = cli.SurroundingsOf(input.Reader.AsStream(), output.Writer.AsStream(), Stream.Null);
        Task<int> running = new CommandLine(open).RunAsync([.. Add, "--quiet"], TestContext.Current.CancellationToken);
        using var answers = new StreamReader(output.Reader.AsStream());
        for (int number = 0; number < 3; number++)
        {
            await input.Writer.WriteAsync(Encoding.UTF8.GetBytes($"{{\"type\":\"note\",\"id\":\"id-{number}\"}}\n"), TestContext.Current.CancellationToken);
            Assert.Equal($"id-{number}", await answers.ReadLineAsync(TestContext.Current.CancellationToken));
        }

        await input.Writer.CompleteAsync();
        Assert.Equal(0, await running);
    }

    [Fact]
    public async Task When_it_is_stopped_what_was_acknowledged_is_stored()
    {
        using var cli = new CliRun();
        using var stop = new CancellationTokenSource();
        var input = new Pipe();
        var output = new Pipe();
        Surroundings open = cli.SurroundingsOf(input.Reader.AsStream(), output.Writer.AsStream(), Stream.Null);
        Task<int> running = new CommandLine(open).RunAsync([.. Add, "--quiet"], stop.Token);
        using var answers = new StreamReader(output.Reader.AsStream());
        await input.Writer.WriteAsync("{\"type\":\"note\",\"id\":\"kept\"}\n"u8.ToArray(), TestContext.Current.CancellationToken);
        Assert.Equal("kept", await answers.ReadLineAsync(TestContext.Current.CancellationToken));
        await stop.CancelAsync();
        Assert.Equal(130, await running);
        Assert.Equal("kept\n", (await cli.RunAsync("memory", "list", "--quiet")).Output);
    }

    [Fact]
    public async Task While_one_record_waits_for_the_log_the_others_are_read_so_that_they_share_a_flush()
    {
        using var cli = new CliRun();
        await cli.RunAsync("init");
        await cli.RunWithTextAsync("{\"type\":\"note\"}\n", Add);
        using IFile held = cli.Ports.FileSystem.Open(cli.Log, OpenMode.ReadWrite);
        Assert.True(held.TryLock(LockMode.Exclusive));
        var input = new WatchedInput(string.Concat(Enumerable.Repeat("{\"type\":\"note\"}\n", 300)));
        Task<CliResult> adding = Task.Run(() => cli.RunWithInputAsync(input, [.. Add, "--quiet"]), TestContext.Current.CancellationToken);
        await input.Ended.WaitAsync(TimeSpan.FromSeconds(5), TestContext.Current.CancellationToken);
        held.Unlock();
        CliResult result = await adding;
        Assert.Equal((0, 300), (result.ExitCode, result.Lines.Length));
    }

    [Fact]
    public async Task When_nobody_hears_the_answers_it_ends()
    {
        using var cli = new CliRun();
        Surroundings deaf = cli.SurroundingsOf(new EndlessRecords(), new FullDisk(), Stream.Null);
        Assert.Equal(6, await new CommandLine(deaf).RunAsync([.. Add, "--json"], TestContext.Current.CancellationToken));
    }

    private sealed class WatchedInput(string text) : MemoryStream(Encoding.UTF8.GetBytes(text))
    {
        private readonly TaskCompletionSource ended = new();

        public Task Ended => ended.Task;

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            int read = await base.ReadAsync(buffer, cancellationToken);
            if (read == 0)
            {
                ended.TrySetResult();
            }

            return read;
        }
    }

    private sealed class EndlessRecords : MemoryStream
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            ReadOnlySpan<byte> line = "{\"type\":\"note\"}\n"u8;
            line.CopyTo(buffer.Span);
            return ValueTask.FromResult(line.Length);
        }
    }

    private sealed class FullDisk : MemoryStream
    {
        public override void Write(ReadOnlySpan<byte> buffer) => throw new IOException("No space left on device");

        public override void Write(byte[] buffer, int offset, int count) => throw new IOException("No space left on device");
    }
}
