using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Daybook.Cli.Harnesses;
using Daybook.Cli.Setup;
using Daybook.Cli.Setup.Parts;
using Daybook.Cli.Tests.Reference;
using Xunit;

namespace Daybook.Cli.Tests.Harnesses;

/// <summary>The plugin in plugins/claude is made of the table that setup is made of. DAYBOOK_ACCEPT=1 writes it anew.</summary>
public sealed partial class ClaudePluginTests
{
    private static readonly string Folder = Path.Combine(Checkout.Root, "plugins", "claude");

    [Fact]
    public void The_plugin_is_what_setup_writes()
    {
        Dictionary<string, string> files = Files();
        if (Environment.GetEnvironmentVariable("DAYBOOK_ACCEPT") == "1")
        {
            foreach ((string name, string text) in files)
            {
                string path = Path.Combine(Folder, name);
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                File.WriteAllText(path, text);
            }
        }

        string[] there = [.. Directory.GetFiles(Folder, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(Folder, path).Replace('\\', '/'))];
        Assert.Equal(files.Keys.Order(StringComparer.Ordinal), there.Order(StringComparer.Ordinal));
        Assert.All(files, file => Assert.Equal(file.Value, File.ReadAllText(Path.Combine(Folder, file.Key))));
    }

    [Fact]
    public void Its_version_is_the_programs_own() =>
        Assert.Equal(Checkout.Version, JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, ".claude-plugin", "plugin.json")))!["version"]!.GetValue<string>());

    private static Dictionary<string, string> Files()
    {
        var command = new CommandWords(CommandWords.Name, [], IsOnPath: true);
        Harness claude = ClaudeHarness.Table;
        JsonNode server = JsonNode.Parse(new ServerPart("", claude.Server, command).Write(null, 0))!;
        server["mcpServers"]![ServerPart.ServerName]!.AsObject().Remove("env");
        return new Dictionary<string, string>
        {
            [".claude-plugin/plugin.json"] = $$"""
                {
                  "name": "daybook",
                  "description": "Durable state for coding agents: what they learn and have to do survives the end of a session.",
                  "version": "{{Checkout.Version}}",
                  "license": "MIT",
                  "keywords": ["memory", "tasks", "mcp", "hooks"]
                }

                """,
            ["hooks/hooks.json"] = Mark().Replace(new HooksPart("", claude, command).Write(null, 0), ""),
            [".mcp.json"] = server.ToJsonString(new() { WriteIndented = true }) + "\n",
            ["skills/daybook/SKILL.md"] = $"""
                ---
                name: daybook
                description: Keeps what this project's agents know and do. Use it at the start of a session, before changing a file, when taking or finishing a task, and when something was learned that the next one should know.
                ---

                {InstructionsPart.Content}

                More: `daybook --help` lists all commands, `daybook <command> --help` shows examples of one, `--json` answers for programs. Without a store
                (`daybook where`) ask before you create one with `daybook init`.

                """,
        };
    }

    [GeneratedRegex(" --mark [^\"]+")]
    private static partial Regex Mark();
}
