using Daybook.Cli.Setup.Parts;

namespace Daybook.Proof.Fuzzing.Targets;

/// <summary>TOML files of harnesses.</summary>
internal sealed class SetupTomlTarget() : SetupTarget(
    "setup-toml",
    [.. Harnesses.Where(static harness => harness.Server.IsToml).Select(static harness => new TomlServerPart("/h/config.toml", harness, Command))],
    [
        "", "model = \"x\"\n[mcp_servers.other]\ncommand = 'y'\nargs = [\"a\",\n  # c\n  \"b\"]\n", "a.b.\"c d\" = \"\"\"multi\nline \\\n  end\"\"\"\n[[list]]\nx = 1\n[[list]]\nx = { y = 2, z = [1, 2] }\n",
        "# only a comment\r\nt = 2026-11-01T12:00:00Z\r\nb = true\r\nl = '''raw\r\n'''\r\n",
    ],
    "[mcp_servers]", "[mcp_servers.daybook]", "mcp_servers.daybook.command = \"x\"", "mcp_servers = {", "\"\"\"", "'''", "[[", "]]", "=", "# daybook:begin codex ", "# daybook:end\n", "\\\n", "\r\n", "{ a = 1 }", "\\u0041");
