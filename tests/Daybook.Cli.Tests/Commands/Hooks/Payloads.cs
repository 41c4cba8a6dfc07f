using System.Text.Json;
using System.Text.Json.Nodes;

namespace Daybook.Cli.Tests.Commands.Hooks;

/// <summary>What each harness writes to a hook's stdin, as its documentation shows it.</summary>
internal static class Payloads
{
    public const string Session = "5b2d4d2e-7d8f-4d5e-9f10-2c3b4a5d6e7f";

    public static readonly string[] Harnesses = ["claude", "codex", "copilot", "cursor", "openhands"];

    /// <summary>The payload of a moment in a folder; a tool has changed <c>src/pool.cs</c> there.</summary>
    public static string Of(string harness, string word, string folder)
    {
        string file = Path.Combine(folder, "src", "pool.cs");
        JsonObject payload = harness switch
        {
            "claude" => new() { ["session_id"] = Session, ["transcript_path"] = "/t.jsonl", ["cwd"] = folder, ["hook_event_name"] = "X" },
            "codex" => new() { ["session_id"] = Session, ["transcript_path"] = null, ["cwd"] = folder, ["hook_event_name"] = "X", ["model"] = "m", ["turn_id"] = "1" },
            "copilot" => new() { ["sessionId"] = Session, ["timestamp"] = 1704614400000, ["cwd"] = folder },
            "cursor" => new() { ["conversation_id"] = Session, ["generation_id"] = "g", ["workspace_roots"] = new JsonArray(folder), ["hook_event_name"] = "x" },
            _ => new() { ["event_type"] = "X", ["session_id"] = Session, ["working_dir"] = folder },
        };
        if (word == "post-tool")
        {
            JsonObject tool = harness switch
            {
                "claude" => new() { ["tool_name"] = "Edit", ["tool_input"] = new JsonObject { ["file_path"] = file, ["old_string"] = "a" }, ["tool_response"] = new JsonObject { ["filePath"] = file } },
                "codex" => new() { ["tool_name"] = "apply_patch", ["tool_input"] = new JsonObject { ["command"] = "*** Begin Patch\n*** Update File: src/pool.cs\n@@\n-a\n+b\n*** End Patch" } },
                "copilot" => new() { ["toolName"] = "edit", ["toolArgs"] = JsonSerializer.Serialize(new { path = file, old_str = "a" }) },
                "cursor" => new() { ["file_path"] = file, ["edits"] = new JsonArray(new JsonObject { ["old_string"] = "a", ["new_string"] = "b" }) },
                _ => new() { ["tool_name"] = "file_editor", ["tool_input"] = new JsonObject { ["command"] = "str_replace", ["path"] = file } },
            };
            foreach ((string name, JsonNode? value) in tool)
            {
                payload[name] = value?.DeepClone();
            }
        }

        return payload.ToJsonString();
    }
}
