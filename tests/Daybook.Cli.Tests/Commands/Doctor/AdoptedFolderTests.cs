using System.Text.Json;
using Xunit;

namespace Daybook.Cli.Tests.Commands.Doctor;

/// <summary>Folders of other systems that a store points at and that are gone.</summary>
public sealed class AdoptedFolderTests
{
    [Theory]
    [InlineData("memory", "memory", "booty")]
    [InlineData("tasks", "tasks", "auto-dev")]
    [InlineData("runs", "runs", "run-agent")]
    [InlineData("ops", "operations", "spec-kitty")]
    public async Task An_adopted_folder_that_is_gone_is_a_finding_and_stays_one(string noun, string kind, string shape)
    {
        using var cli = new CliRun();
        await cli.SucceedAsync("init");
        string file = Path.Combine(cli.Store, "daybook.json");
        string pointing = $$"""{"{{kind}}": {"path": "../gone", "shape": "{{shape}}"}, """;
        string store = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
        int kinds = store.IndexOf('{', store.IndexOf("\"kinds\"", StringComparison.Ordinal));
        string rest = store[(kinds + 1)..].Replace($"\"{kind}\": {{", "\"moved\": {", StringComparison.Ordinal);
        await File.WriteAllTextAsync(file, store[..kinds] + pointing + rest, TestContext.Current.CancellationToken);

        foreach (string[] command in (string[][])[["doctor", noun], ["doctor", noun, "--fix"], ["doctor"], ["doctor", "--fix"]])
        {
            CliResult result = await cli.RunAsync([.. command, "--json"]);
            Assert.True(result.ExitCode == 1, result.Everything);
            JsonElement finding = Assert.Single(
                result.Json.GetProperty("items").EnumerateArray(), static item => item.GetProperty("problem").GetString() is "adopted_gone" or "unexamined");
            Assert.Equal(("adopted_gone", kind), (finding.GetProperty("problem").GetString(), finding.GetProperty("kind").GetString()));
            Assert.Contains($"kinds.{kind}.path", finding.GetProperty("fix").GetString(), StringComparison.Ordinal);
            Assert.False(Directory.Exists(Path.Combine(cli.WorkingDirectory, "gone")));
        }
    }
}
