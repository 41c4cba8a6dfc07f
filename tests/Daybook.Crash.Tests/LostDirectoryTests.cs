using Daybook.Proof.Processes;
using Daybook.Proof.Stores;
using Xunit;

namespace Daybook.Crash.Tests;

/// <summary>Commands in a working directory that somebody has removed.</summary>
public sealed class LostDirectoryTests : IDisposable
{
    private readonly ScratchStore store = new();

    private DaybookProgram Lost => store.Program with { Before = ["sh", "-c", "mkdir lost && cd lost && rmdir ../lost && exec \"$@\"", "sh"] };

    public void Dispose() => store.Dispose();

    [Fact]
    public async Task A_program_runs_there_unrecorded()
    {
        DaybookAnswer answer = (await Lost.RunAsync("run", "exec", "--", "echo", "works")).MustSucceed();
        Assert.Equal(["works"], answer.Output);
        Assert.Contains("warning: the run is not recorded: the working directory is not there any more", answer.Words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whatever_needs_a_store_says_what_to_do() =>
        Assert.Contains("cd to a folder that is there", (await Lost.RunAsync("task", "list")).MustBeRefused(3).Words, StringComparison.Ordinal);
}
