using Daybook.Testing;
using Xunit;

namespace Daybook.Cli.Tests.Commands.Recall;

/// <summary><c>daybook recall</c></summary>
public sealed class RecallCommandsTests
{
    [Fact]
    public async Task Each_answer_has_the_approved_form()
    {
        using CliRun cli = new CliRun().Steady();
        string everything = "";
        foreach (string[] command in new string[][]
        {
            ["recall", "suggest", "coding"],
            ["recall", "record", "--category", "coding", "--description", "A Rust linter", "--tone", "formal", "--skill", "code-review", "--skill", "testing", "--bot-slug", "rust-linter"],
            ["recall", "record", "--category", "{\"custom\":\"A companion\"}", "--description", "A companion", "--model", "a-model", "--json"],
            ["recall", "record", "--category", "", "--description", "x"],
            ["recall", "record", "--description", "x"],
            ["recall", "category", "\"coding\""],
            ["recall", "category", "coding", "--json"],
            ["recall", "category", "research"],
            ["recall", "recent", "--limit", "1"],
            ["recall", "recent", "--json", "--limit", "1"],
            ["recall", "recent", "--limit", "0"],
            ["recall", "suggest", "coding"],
            ["recall", "suggest", "a companion", "--json"],
            ["recall", "suggest", "research", "--json"],
        })
        {
            everything += $"$ daybook {string.Join(' ', command)}\n{(await cli.RunAsync(command)).Everything}";
        }

        Snapshot.Match(everything);
    }
}
