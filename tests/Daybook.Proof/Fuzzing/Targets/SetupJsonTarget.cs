using Daybook.Cli.Setup.Parts;

namespace Daybook.Proof.Fuzzing.Targets;

/// <summary>JSON files of harnesses, with comments where they have some.</summary>
internal sealed class SetupJsonTarget() : SetupTarget(
    "setup-json",
    [
        .. Harnesses.Select(static harness => new HooksPart("/h/hooks.json", harness, Command)),
        .. Harnesses.Where(static harness => !harness.Server.IsToml).Select(static harness => new ServerPart("/h/mcp.json", harness.Server, Command)),
    ],
    [
        "{}\n", "", "{\n  // mine\n  \"hooks\": {\n    \"Stop\": [\n      {\"hooks\": [{\"type\": \"command\", \"command\": \"echo hi\"}]},\n    ],\n  },\n}\n",
        "{\"mcpServers\":{\"other\":{\"command\":\"x\",\"args\":[]}}}", "{\r\n\t\"a\": [1, 2.5e3, null, true], /* b */\r\n\t\"version\": 1\r\n}\r\n",
    ],
    "\"hooks\":{", "\"mcpServers\":{", "\"daybook\":{", "// x\n", "/* x */", ",", "\"SessionStart\":[", "\"Stop\":[", "\"env\":{", "\"DAYBOOK_SETUP\":\"", "\"command\":\"daybook hook claude stop --mark ", "\r\n", "\t", "\"version\":1");
