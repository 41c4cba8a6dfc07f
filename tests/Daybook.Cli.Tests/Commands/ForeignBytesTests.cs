using Daybook.Cli.Processes;
using Xunit;

namespace Daybook.Cli.Tests.Commands;

/// <summary>Arguments that are not UTF-8, given to a process of their own: within one there are only strings.</summary>
public sealed class ForeignBytesTests : IDisposable
{
    private readonly CliRun cli = new();

    public ForeignBytesTests() => Assert.SkipUnless(OperatingSystem.IsLinux(), "Only Linux still has the bytes that a process was started with.");

    public void Dispose() => cli.Dispose();

    [Theory]
    [InlineData(@"bad\377", "remember", "BYTES")]
    [InlineData(@"src/\342\202.cs", "remember", "hi", "--path", "BYTES")]
    [InlineData(@"a\377b", "op", "start", "--profile", "p", "--action", "a", "--request", "BYTES")]
    [InlineData(@"\377", "run", "start", "--project", "p", "--task", "t", "--agent", "BYTES")]
    [InlineData(@"\355\240\200", "run", "finish", "20260101-0000000000-1-0", "--status", "failed", "--error=BYTES")]
    [InlineData(@"\377", "run", "exec", "--task", "BYTES", "--", "true")]
    [InlineData(@"\377", "run", "exec", "echo", "BYTES", "--task", "t")]
    public async Task They_are_refused_before_anything_is_written(string bytes, params string[] command)
    {
        ChildResult refused = await RunAsync(bytes, command);
        Assert.Equal((2, ""), (refused.ExitCode, refused.Output));
        Assert.Contains("is not valid UTF-8", refused.Errors, StringComparison.Ordinal);
        Assert.False(Directory.Exists(cli.Store));
    }

    [Fact]
    public async Task The_character_that_stands_for_them_elsewhere_is_text_as_any_other()
    {
        Assert.Equal(0, (await RunAsync(@"a \357\277\275 b", "remember", "BYTES")).ExitCode);
        CliResult listed = await cli.SucceedAsync("memory", "list", "--json");
        Assert.Equal("a \uFFFD b", listed.Json.GetProperty("items")[0].GetProperty("title").GetString());
    }

    [Theory]
    [InlineData(@"caf\351", " 63 61 66 e9\n")]
    [InlineData(@"\342\202b\355\240\200", " e2 82 62 ed a0 80\n")]
    public async Task A_program_that_is_run_has_them_as_they_are(string bytes, string told)
    {
        ChildResult result = await RunAsync(bytes, "run", "exec", "--", "sh", "-c", "printf %s \"$1\" | od -An -tx1", "sh", "BYTES");
        Assert.Equal(told, result.Output);
    }

    /// <summary>Runs a command, with bytes wherever a word says so; a shell makes them.</summary>
    private Task<ChildResult> RunAsync(string bytes, params string[] command)
    {
        const string Script = """
            bytes=$(printf "$1"); shift
            for word in "$@"; do
                case $word in *BYTES) word=${word%BYTES}$bytes;; esac
                set -- "$@" "$word"; shift
            done
            exec "$@"
            """;
        string[] words = ["sh", "-c", Script, "sh", bytes, "dotnet", Path.Combine(AppContext.BaseDirectory, "Daybook.Cli.dll"), .. command];
        var start = new ChildStart(words, cli.WorkingDirectory) { WithoutVariables = ["DAYBOOK_STORE", "MEMORY_STATE_DIR"] };
        return ChildProcess.RunAsync(start, TestContext.Current.CancellationToken);
    }
}
