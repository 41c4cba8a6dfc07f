using System.Globalization;
using System.Text;
using Daybook.Mcp.Calling;
using Xunit;

namespace Daybook.Mcp.Tests.Reference;

/// <summary>docs/reference/mcp.md is what the tools say about themselves. DAYBOOK_ACCEPT=1 writes it anew.</summary>
public sealed class McpReferenceTests
{
    [Fact]
    public void The_reference_is_what_the_tools_say()
    {
        string path = Path.Combine(Root(), "docs", "reference", "mcp.md");
        string actual = Reference(new ToolCatalogue(new McpSurroundings
        {
            Workplace = new TestWorkplace(McpScope.NewStore()),
            Time = TimeProvider.System,
            Ids = new RandomIdSource(),
            Environment = static _ => null,
            Actor = "",
            Version = "",
            ProcessId = 1,
        }));
        if (Environment.GetEnvironmentVariable("DAYBOOK_ACCEPT") == "1")
        {
            File.WriteAllText(path, actual);
        }

        Assert.Equal(File.ReadAllText(path), actual);
    }

    private static string Reference(ToolCatalogue catalogue)
    {
        var text = new StringBuilder("# The MCP server\n\n");
        text.Append("Written by a test from the tools themselves (`DAYBOOK_ACCEPT=1 dotnet test tests/Daybook.Mcp.Tests`); do not edit. ");
        text.Append("[How to use them](../guides/mcp.md).\n");
        foreach (DaybookTool tool in catalogue.All)
        {
            string effect = tool.Definition.Annotations switch
            {
                { ReadOnlyHint: true } => "reads",
                { DestructiveHint: true } => "writes, in place of what was there",
                _ => "writes",
            };
            text.Append(CultureInfo.InvariantCulture, $"\n## {tool.Definition.Name}\n\n{tool.Definition.Description} ({effect})\n\n");
            text.Append("| argument | takes | |\n|---|---|---|\n");
            foreach (Parameter parameter in tool.Parameters)
            {
                text.Append(CultureInfo.InvariantCulture, $"| `{parameter.Name}`{(parameter.IsRequired ? ", required" : "")} | {Takes(parameter)} | {parameter.Description} |\n");
            }
        }

        text.Append("\n## Resources\n\n`daybook://task/{id}`, `daybook://run/{id}`, `daybook://op/{id}`: the record as JSON, as `show --json` prints it.\n");
        text.Append("\n## Prompts\n\n`resume`: go on where the last session stopped; it holds what `state_prime` tells.\n");
        return text.ToString();
    }

    private static string Takes(Parameter parameter) =>
        parameter.Words.Count > 0 ? string.Join(", ", parameter.Words.Select(word => $"`{word}`"))
        : (parameter.Min, parameter.Max) switch
        {
            (null, null) => parameter.Type.InWords(),
            ({ } min, null) => $"{parameter.Type.InWords()} from {min}",
            (var min, var max) => $"{parameter.Type.InWords()}, {min} to {max}",
        };

    private static string Root()
    {
        DirectoryInfo folder = new(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Daybook.slnx")))
        {
            folder = folder.Parent!;
        }

        return folder.FullName;
    }
}
