namespace Daybook.Cli.Harnesses;

/// <summary>Claude Code. A session that was compacted starts again, so priming at the start is enough.</summary>
internal static class ClaudeHarness
{
    /// <summary>What it is like.</summary>
    public static readonly Harness Table = new()
    {
        Name = "claude",
        Title = "Claude Code",
        Documentation =
        [
            "https://code.claude.com/docs/en/hooks", "https://code.claude.com/docs/en/mcp", "https://code.claude.com/docs/en/memory",
            "https://code.claude.com/docs/en/plugins-reference",
        ],
        Moments =
        [
            new(HookMoment.SessionStart, "SessionStart", HookAct.Prime, "startup|resume|clear|compact"),
            new(HookMoment.PreCompact, "PreCompact", HookAct.Checkpoint, null),
            new(HookMoment.PostTool, "PostToolUse", HookAct.Touch, "Edit|MultiEdit|Write|NotebookEdit|Bash"),
            new(HookMoment.Stop, "Stop", HookAct.Checkpoint, null),
            new(HookMoment.SessionEnd, "SessionEnd", HookAct.End, null),
        ],
        Answer = AnswerForm.HookSpecificOutput,
        VariablesFile = "CLAUDE_ENV_FILE",
        WritingTools = ["Edit", "MultiEdit", "Write", "NotebookEdit"],
        Hooks = new(".claude/settings.json", HookShape.Grouped, "{}\n"),
        Server = new(".mcp.json") { Type = "stdio" },
        Instructions = new("CLAUDE.md", "") { MayImport = true },
        NextStep = "start claude in this folder and approve the MCP server daybook when it asks",
    };
}
