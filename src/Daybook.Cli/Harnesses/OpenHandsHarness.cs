namespace Daybook.Cli.Harnesses;

/// <summary>OpenHands. It has no event before a compaction, and keeps MCP servers per user only.</summary>
internal static class OpenHandsHarness
{
    /// <summary>What it is like.</summary>
    public static readonly Harness Table = new()
    {
        Name = "openhands",
        Title = "OpenHands",
        Documentation =
        [
            "https://docs.openhands.dev/openhands/usage/customization/hooks", "https://docs.openhands.dev/sdk/guides/hooks",
            "https://docs.openhands.dev/openhands/usage/cli/mcp-servers",
        ],
        Moments =
        [
            new(HookMoment.SessionStart, "session_start", HookAct.Prime, "*"),
            new(HookMoment.PostTool, "post_tool_use", HookAct.Touch, "*"),
            new(HookMoment.Stop, "stop", HookAct.Checkpoint, "*"),
            new(HookMoment.SessionEnd, "session_end", HookAct.End, "*"),
        ],
        Answer = AnswerForm.AdditionalContext,
        WritingTools = ["file_editor", "str_replace_editor", "apply_patch"],
        Hooks = new(".openhands/hooks.json", HookShape.Grouped, "{}\n") { Under = [], IsLenient = true },
        Server = new(".openhands/mcp.json") { IsOfUser = true },
        Instructions = new("AGENTS.md", ""),
        NextStep = "start openhands in this folder; openhands mcp list shows the server",
    };
}
