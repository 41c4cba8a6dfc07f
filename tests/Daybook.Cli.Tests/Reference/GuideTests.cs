using System.Text.RegularExpressions;
using Daybook.Cli.Processes;
using Xunit;

namespace Daybook.Cli.Tests.Reference;

/// <summary>The guide's commands work as they stand there, and so does the sample it points to.</summary>
public sealed partial class GuideTests
{
    [Fact]
    public async Task Every_command_of_the_memory_guide_works()
    {
        using var cli = new CliRun();
        string guide = await File.ReadAllTextAsync(Path.Combine(Checkout.Root, "docs", "guides", "memory.md"), TestContext.Current.CancellationToken);
        foreach (Match file in JsonFile().Matches(guide))
        {
            await File.WriteAllTextAsync(
                Path.Combine(cli.WorkingDirectory, file.Groups[1].Value), file.Groups[2].Value, TestContext.Current.CancellationToken);
        }

        MatchCollection commands = Command().Matches(guide);
        Assert.True(commands.Count > 8);
        foreach (Match command in commands)
        {
            CliResult result = await cli.RunAsync([.. Word().Matches(command.Groups[1].Value).Select(word => word.Value.Trim('"'))]);
            Assert.True(result.ExitCode == 0 && result.Output.Length > 0, $"{command.Value}: {result.Everything}");
        }

        CliResult history = await cli.RunAsync("memory", "query", "--path", "src/db.cs", "--format", "markdown", "--limit", "10");
        Assert.Equal(4, history.Lines.Length);
    }

    [Fact]
    public async Task Every_command_of_the_guide_to_runs_works()
    {
        using var cli = new CliRun();
        string guide = await File.ReadAllTextAsync(Path.Combine(Checkout.Root, "docs", "guides", "runs.md"), TestContext.Current.CancellationToken);
        MatchCollection commands = Command().Matches(guide);
        Assert.True(commands.Count > 8);
        foreach (Match command in commands)
        {
            CliResult result = await cli.RunAsync([.. Word().Matches(command.Groups[1].Value).Select(word => word.Value.Trim('"'))]);
            Assert.True(result.ExitCode == 0 && result.Output.Length > 0, $"{command.Value}: {result.Everything}");
        }

        string exec = (await cli.RunAsync("run", "list", "--task", "task-3", "--quiet")).Lines[0];
        Assert.Equal("to be read later\n", (await cli.RunAsync("run", "logs", exec)).Output);
    }

    [Fact]
    public async Task Every_command_of_the_guide_to_resuming_works()
    {
        using var cli = new CliRun();
        string guide = await File.ReadAllTextAsync(Path.Combine(Checkout.Root, "docs", "guides", "resuming.md"), TestContext.Current.CancellationToken);
        MatchCollection commands = Command().Matches(guide);
        Assert.True(commands.Count > 8);
        foreach (Match command in commands)
        {
            CliResult result = await cli.RunAsync([.. Word().Matches(command.Groups[1].Value).Select(word => word.Value.Trim('"'))]);
            Assert.True(result.ExitCode == 0 && result.Output.Length > 0, $"{command.Value}: {result.Everything}");
        }
    }

    [Fact]
    public async Task Every_command_of_the_guide_to_operations_works()
    {
        using CliRun cli = await new CliRun().WithGitAsync();
        string guide = await File.ReadAllTextAsync(Path.Combine(Checkout.Root, "docs", "guides", "operations.md"), TestContext.Current.CancellationToken);
        MatchCollection commands = Command().Matches(guide);
        Assert.True(commands.Count > 8);
        foreach (Match command in commands)
        {
            CliResult result = await cli.RunAsync([.. Word().Matches(command.Groups[1].Value).Select(word => word.Value.Trim('"'))]);
            Assert.True(result.ExitCode == 0 && result.Output.Length > 0, $"{command.Value}: {result.Everything}");
        }

        Assert.Equal(0, (await cli.RunAsync("doctor", "ops")).ExitCode);
    }

    [Fact]
    public async Task Every_command_of_the_guide_to_drafts_works()
    {
        using var cli = new CliRun();
        string guide = await File.ReadAllTextAsync(Path.Combine(Checkout.Root, "docs", "guides", "drafts.md"), TestContext.Current.CancellationToken);
        string state = JsonFile().Match(guide).Groups[2].Value;
        MatchCollection commands = Command().Matches(guide);
        Assert.True(commands.Count > 10);
        foreach (Match command in commands)
        {
            string[] parts = command.Groups[1].Value.Split(" < ");
            CliResult result = await cli.RunWithTextAsync(parts.Length > 1 ? state : "", [.. Word().Matches(parts[0]).Select(word => word.Value.Trim('"'))]);
            Assert.True(result.ExitCode == 0 && result.Output.Length > 0, $"{command.Value}: {result.Everything}");
        }

        Assert.Equal(
            "Last time you made a coding bot, you chose formal tone and the skill code-review -- same here?\n",
            (await cli.RunAsync("recall", "suggest", "coding")).Output);
    }

    [Fact]
    public async Task Every_command_of_the_tasks_guide_works()
    {
        using CliRun cli = new CliRun().Steady();
        string guide = await File.ReadAllTextAsync(Path.Combine(Checkout.Root, "docs", "guides", "tasks.md"), TestContext.Current.CancellationToken);
        var ids = new Dictionary<string, string>(StringComparer.Ordinal);
        MatchCollection commands = Command().Matches(guide);
        Assert.True(commands.Count > 20);
        foreach (Match command in commands)
        {
            // The guide names tasks by their letters, and a shell would keep the ids in variables of these names.
            string line = ids.Aggregate(command.Groups[1].Value, (text, pair) => text.Replace(pair.Key, pair.Value, StringComparison.Ordinal));
            CliResult result = await cli.RunAsync([.. Word().Matches(line).Select(word => word.Value.Trim('"'))]);
            Assert.True(result.ExitCode == 0 && result.Output.Length > 0, $"{command.Value}: {result.Everything}");
            if (CreatedTask().Match(result.Output) is { Success: true } created)
            {
                ids[$"${"abcdefgh"[ids.Count]}"] = created.Groups[1].Value;
            }
        }

        Assert.Equal(3, ids.Count);
        Assert.Equal(["completed", "completed", "failed"], (await cli.SucceedAsync("task", "list", "--all", "--json")).Json
            .GetProperty("items").EnumerateArray().Select(task => task.GetProperty("status").GetString()).Order());
    }

    [Fact]
    public async Task The_sample_remembers_and_tells()
    {
        using var cli = new CliRun();
        await cli.RunAsync("init");
        string[] sample = ["dotnet", Path.Combine(AppContext.BaseDirectory, "Remember.dll"), cli.Store];
        ChildResult first = await ChildProcess.RunAsync(new ChildStart(sample, cli.WorkingDirectory), TestContext.Current.CancellationToken);
        ChildResult second = await ChildProcess.RunAsync(new ChildStart(sample, cli.WorkingDirectory), TestContext.Current.CancellationToken);
        Assert.Equal((0, ""), (first.ExitCode, first.Errors));
        Assert.Matches(@"^added \S+\n- \*\*deploy_failure\*\* \(.*\) — Deploy failure — deploy:health-check-failed \[link\]\(https://.*\)\n$", first.Output);
        Assert.StartsWith("known as ", second.Output, StringComparison.Ordinal);
    }

    [GeneratedRegex(@"^```json (\S+)\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex JsonFile();

    [GeneratedRegex(@"^Created (\S+)  ")]
    private static partial Regex CreatedTask();

    [GeneratedRegex(@"^\$ daybook (.*)$", RegexOptions.Multiline)]
    private static partial Regex Command();

    [GeneratedRegex("\"[^\"]*\"|\\S+")]
    private static partial Regex Word();
}
