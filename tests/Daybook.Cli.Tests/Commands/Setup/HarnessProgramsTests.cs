using Daybook.Cli.Processes;
using Daybook.Durability.Processes;
using Xunit;

namespace Daybook.Cli.Tests.Commands.Setup;

/// <summary>The harnesses themselves find the server in what setup wrote. Skipped where they are not installed (npm i -g @anthropic-ai/claude-code @openai/codex).</summary>
public sealed class HarnessProgramsTests
{
    [Theory]
    [InlineData("claude")]
    [InlineData("codex")]
    public async Task Its_own_list_of_servers_names_ours(string harness)
    {
        if (ProgramOnPath.Find(harness) is not { } program)
        {
            string why = Environment.GetEnvironmentVariable("DAYBOOK_TEST_NO_AGENTS") is null ? "" : "forbidden here: npm gives no agents. ";
            Assert.Skip($"{why}{harness} is not installed, so nobody but us reads what setup writes for it.");
            return;
        }

        using CliRun cli = await ProjectFiles.Open().WithGitAsync();
        await cli.SucceedAsync("setup", harness);
        string home = Path.Combine(cli.Root, "home");
        Directory.CreateDirectory(Path.Combine(home, ".codex"));
        await File.WriteAllTextAsync(
            Path.Combine(home, ".codex", "config.toml"), $"[projects.\"{cli.WorkingDirectory}\"]\ntrust_level = \"trusted\"\n", TestContext.Current.CancellationToken);

        ChildResult result = await ChildProcess.RunAsync(
            new ChildStart(["env", $"HOME={home}", program, "mcp", "list"], cli.WorkingDirectory), TestContext.Current.CancellationToken);

        Assert.True(result.ExitCode == 0, result.Errors);
        Assert.Contains("daybook", result.Output, StringComparison.Ordinal);
    }
}
