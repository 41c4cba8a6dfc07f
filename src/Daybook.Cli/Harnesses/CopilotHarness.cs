namespace Daybook.Cli.Harnesses;

/// <summary>GitHub Copilot CLI. Events in camelCase get their payload in camelCase.</summary>
internal static class CopilotHarness
{
    /// <summary>What it is like.</summary>
    public static readonly Harness Table = new()
    {
        Name = "copilot",
        Title = "GitHub Copilot CLI",
        Documentation =
        [
            "https://docs.github.com/en/copilot/reference/copilot-cli-reference/cli-hooks-reference",
            "https://docs.github.com/en/copilot/how-tos/copilot-cli/customize-copilot/add-mcp-servers",
            "https://docs.github.com/en/copilot/how-tos/copilot-sdk/hooks/hooks-overview",
        ],
        Moments =
        [
            new(HookMoment.SessionStart, "sessionStart", HookAct.Prime, null),
            new(HookMoment.PreCompact, "preCompact", HookAct.Checkpoint, null),
            new(HookMoment.PostTool, "postToolUse", HookAct.Touch, null),
            new(HookMoment.Stop, "agentStop", HookAct.Checkpoint, null),
            new(HookMoment.SessionEnd, "sessionEnd", HookAct.End, null),
        ],
        Answer = AnswerForm.AdditionalContext,
        WritingTools = ["create", "edit"],
        Hooks = new(".github/hooks/daybook.json", HookShape.PerShell, "{\n  \"version\": 1\n}\n"),
        Server = new(".github/mcp.json") { Type = "local", HasTools = true },
        Instructions = new(".github/copilot-instructions.md", ""),
        NextStep = "start copilot in this folder and confirm that you trust it",
    };
}
