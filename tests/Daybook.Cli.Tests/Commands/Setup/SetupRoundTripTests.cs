using System.Globalization;
using System.Text;
using Daybook.Cli.Tests.Commands.Hooks;
using Xunit;

namespace Daybook.Cli.Tests.Commands.Setup;

/// <summary>Whatever the files of a project look like: removing is the inverse of setting up, and setting up twice is setting up once.</summary>
public sealed class SetupRoundTripTests
{
    private static readonly int Rounds = Environment.GetEnvironmentVariable("DAYBOOK_LONG") == "1" ? 2_000 : 40;

    private static readonly string[] Words = ["hooks", "SessionStart", "Stop", "mcpServers", "sessionStart", "stop", "session_start", "a", "b c", "\\u0064aybook"];

    [Fact]
    public async Task Removing_undoes_setting_up_in_files_of_any_form()
    {
        int seed = Environment.GetEnvironmentVariable("DAYBOOK_SEED") is { } given ? int.Parse(given, CultureInfo.InvariantCulture) : Random.Shared.Next();
        var random = new Random(seed);
        for (int round = 0; round < Rounds; round++)
        {
            using CliRun cli = ProjectFiles.Open();
            foreach (string file in (string[])[".claude/settings.json", ".mcp.json", ".codex/hooks.json", ".github/hooks/daybook.json", ".github/mcp.json", ".cursor/hooks.json", ".cursor/mcp.json", ".openhands/hooks.json"])
            {
                if (random.Next(3) > 0)
                {
                    cli.Put(file, Json(random));
                }
            }

            foreach (string file in (string[])["CLAUDE.md", "AGENTS.md", ".github/copilot-instructions.md", ".cursor/rules/daybook.mdc"])
            {
                if (random.Next(3) > 0)
                {
                    cli.Put(file, Markdown(random));
                }
            }

            if (random.Next(3) > 0)
            {
                cli.Put(".codex/config.toml", Toml(random));
            }

            string before = cli.All();
            string harness = Payloads.Harnesses[random.Next(Payloads.Harnesses.Length)];
            string what = $"seed {seed}, round {round}, {harness}";
            CliResult set = await cli.RunAsync("setup", harness);
            if (set.ExitCode != 0)
            {
                // A hooks member of another kind, for example: refused, with nothing written.
                Assert.True(set.ExitCode == 2 && before == cli.All(), $"{what}: {set.Everything}");
                continue;
            }

            string once = cli.All();
            Assert.True((await cli.RunAsync("setup", harness)).ExitCode == 0 && once == cli.All(), $"{what}: twice is not once");
            Assert.True((await cli.RunAsync("setup", harness, "--check")).ExitCode == 0, $"{what}: not current");
            CliResult removed = await cli.RunAsync("setup", harness, "--remove");
            Assert.True(removed.ExitCode == 0 && before == cli.All(), $"{what}: removing left something else\n{removed.Everything}");
        }
    }

    private static string Json(Random random)
    {
        string newLine = random.Next(2) == 0 ? "\n" : "\r\n";
        string indent = random.Next(3) switch { 0 => "\t", 1 => "  ", _ => "    " };
        var text = new StringBuilder(random.Next(4) == 0 ? "\uFEFF" : "").Append(Blank(random, newLine));
        if (random.Next(12) == 0)
        {
            return newLine;
        }

        Container(random, text, newLine, indent, 0, isObject: true);
        return text.Append(Blank(random, newLine)).Append(random.Next(2) == 0 ? newLine : "").ToString();
    }

    private static void Container(Random random, StringBuilder text, string newLine, string indent, int depth, bool isObject)
    {
        int count = depth > 4 ? 0 : random.Next(4);
        bool isMultiLine = random.Next(3) > 0;
        string[] names = [.. Words.OrderBy(_ => random.Next()).Take(count)];
        text.Append(isObject ? '{' : '[').Append(Blank(random, newLine));
        for (int index = 0; index < count; index++)
        {
            text.Append(isMultiLine ? newLine + string.Concat(Enumerable.Repeat(indent, depth + 1)) : "");
            if (isObject)
            {
                text.Append('"').Append(names[index]).Append('"').Append(random.Next(2) == 0 ? ":" : " : ");
            }

            // The names under which setup writes lead to what it expects there, mostly.
            bool wantsList = isObject && names[index] is "SessionStart" or "Stop" or "sessionStart" or "stop" or "session_start";
            bool wantsObject = isObject && names[index] is "hooks" or "mcpServers";
            if ((wantsList || wantsObject || random.Next(2) == 0) && random.Next(12) > 0)
            {
                Container(random, text, newLine, indent, depth + 1, wantsObject || (!wantsList && random.Next(2) == 0));
            }
            else
            {
                text.Append(random.Next(3) switch { 0 => "1e5", 1 => "\"x, ] } // \\\" é\"", _ => "null" });
            }

            text.Append(Blank(random, newLine)).Append(index < count - 1 || random.Next(4) == 0 ? "," : "").Append(Blank(random, newLine));
        }

        text.Append(isMultiLine && count > 0 ? newLine + string.Concat(Enumerable.Repeat(indent, depth)) : "").Append(isObject ? '}' : ']');
    }

    private static string Blank(Random random, string newLine) => random.Next(12) switch
    {
        0 => " ",
        1 => "  // remark, with } and ]" + newLine,
        2 => " /* remark */ ",
        3 => newLine,
        4 => "\t",
        5 => "/* two" + newLine + " lines */",
        _ => "",
    };

    private static string Markdown(Random random) => Lines(random, ["# Title", "", "text", "@AGENTS.md", "```", "~~~", "````md", "   ```", "    ```", "```x``` y", "<!-- remark -->", "  indented", "- item"]);

    private static string Toml(Random random) => Lines(random, ["# remark", "", "[mcp_servers.other]", "[a.\"b c\"]", "[[list]]", "x = 1 # why", "s = \"#[\"", "l = [1, 2]", "t = { u = 'v' }"])
        + (random.Next(3) == 0 ? "m = \"\"\"\n# daybook:end\n\"\"\"" : "");

    private static string Lines(Random random, string[] lines)
    {
        // Two editors may have been at it: mostly one kind of line end, at times one for each line.
        string[] newLines = random.Next(3) switch { 0 => ["\n"], 1 => ["\r\n"], _ => ["\n", "\r\n", "\r"] };
        string text = string.Concat(Enumerable.Range(0, random.Next(8)).Select(_ => lines[random.Next(lines.Length)] + newLines[random.Next(newLines.Length)]));
        return (random.Next(5) == 0 ? "\uFEFF" : "") + (random.Next(2) == 0 ? text : text.TrimEnd('\r', '\n'));
    }
}
