using System.Text.Json;
using Daybook.Cli.Processes;
using Xunit;

namespace Daybook.Cli.Tests.Commands.Tour;

public sealed class TourCommandTests
{
    [Fact]
    public async Task In_a_repository_it_proves_everything_on_a_clone_of_it()
    {
        using var cli = new CliRun(isGit: false);
        await GitAsync(cli, "init", "-q");
        Directory.CreateDirectory(Path.Combine(cli.WorkingDirectory, "src"));
        await File.WriteAllTextAsync(Path.Combine(cli.WorkingDirectory, "src", "main.c"), "int main;\n", TestContext.Current.CancellationToken);
        await GitAsync(cli, "add", ".");
        await GitAsync(cli, "-c", "user.name=t", "-c", "user.email=t@t", "commit", "-qm", "x");

        CliResult result = await cli.RunAsync("tour", "--json");
        Assert.True(result.ExitCode == 0, result.Output + result.Error);
        JsonElement steps = result.Json.GetProperty("steps");
        Assert.All(steps.EnumerateArray(), step => Assert.True(step.GetProperty("passed").GetBoolean()));
        Assert.Contains("cloned /root/work", steps[0].GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Contains("src/main.c", result.Output, StringComparison.Ordinal);
        Assert.False(Directory.Exists(cli.Store));
    }

    [Fact]
    public async Task Outside_of_one_it_makes_a_repository_and_tells_step_by_step()
    {
        using var cli = new CliRun(isGit: false);
        CliResult result = await cli.RunAsync("tour");
        Assert.True(result.ExitCode == 0, result.Output + result.Error);
        Assert.Equal(21, result.Lines.Count(line => line.StartsWith("  ok", StringComparison.Ordinal)));
        Assert.Contains("each exactly once", result.Output, StringComparison.Ordinal);
        string kept = result.Lines[^1].Split(' ')[^1].Replace("/root", cli.Root, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(kept, "repository", ".daybook", "memory", "memory.jsonl")));
    }

    [Fact]
    public async Task When_a_step_fails_it_says_which_and_ends_with_1()
    {
        using var cli = new CliRun(isGit: false);
        using var output = new MemoryStream();
        using var error = new MemoryStream();
        Surroundings broken = cli.SurroundingsOf(Stream.Null, output, error) with { OwnCommand = ["git", "--version"] };
        Assert.Equal(1, await new CommandLine(broken).RunAsync(["tour", "--json"], TestContext.Current.CancellationToken));
        JsonElement answer = JsonElement.Parse(output.ToArray());
        Assert.False(answer.GetProperty("passed").GetBoolean());
        Assert.Contains("after 0 acknowledgements", answer.GetProperty("steps")[3].GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal("check_failed", JsonElement.Parse(error.ToArray()).GetProperty("error").GetProperty("code").GetString());
    }

    private static async Task GitAsync(CliRun cli, params string[] arguments)
    {
        ChildResult result = await ChildProcess.RunAsync(
            new ChildStart(["git", .. arguments], cli.WorkingDirectory), TestContext.Current.CancellationToken);
        Assert.True(result.ExitCode == 0, result.Errors);
    }
}
