namespace Daybook.Cli.Harnesses;

/// <summary>Cursor. It tells of each edited file by an event of its own.</summary>
internal static class CursorHarness
{
    /// <summary>What it is like.</summary>
    public static readonly Harness Table = new()
    {
        Name = "cursor",
        Title = "Cursor",
        Documentation = ["https://cursor.com/docs/agent/hooks", "https://cursor.com/docs/context/mcp", "https://cursor.com/docs/context/rules"],
        Moments =
        [
            new(HookMoment.SessionStart, "sessionStart", HookAct.Prime, null),
            new(HookMoment.PreCompact, "preCompact", HookAct.Checkpoint, null),
            new(HookMoment.PostTool, "afterFileEdit", HookAct.Touch, null),
            new(HookMoment.Stop, "stop", HookAct.Checkpoint, null),
            new(HookMoment.SessionEnd, "sessionEnd", HookAct.End, null),
        ],
        Answer = AnswerForm.SnakeCaseContext,
        WritingTools = [],
        Hooks = new(".cursor/hooks.json", HookShape.Flat, "{\n  \"version\": 1\n}\n"),
        Server = new(".cursor/mcp.json"),
        Instructions = new(".cursor/rules/daybook.mdc", "---\ndescription: Where this project keeps what agents know and do\nalwaysApply: true\n---\n"),
        NextStep = "open this folder in Cursor and turn the MCP server daybook on in its settings",
    };
}
