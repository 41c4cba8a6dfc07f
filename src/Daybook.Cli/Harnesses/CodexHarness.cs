namespace Daybook.Cli.Harnesses;

/// <summary>Codex CLI. Its hooks have the shape of Claude Code's; it reads a project's own settings only where the user trusts the project.</summary>
internal static class CodexHarness
{
    /// <summary>What it is like.</summary>
    public static readonly Harness Table = new()
    {
        Name = "codex",
        Title = "Codex CLI",
        Documentation =
        [
            "https://developers.openai.com/codex/hooks", "https://developers.openai.com/codex/mcp", "https://developers.openai.com/codex/config-reference",
            "https://github.com/openai/codex/tree/main/codex-rs/hooks/schema/generated",
        ],
        Moments =
        [
            new(HookMoment.SessionStart, "SessionStart", HookAct.Prime, "startup|resume|clear|compact"),
            new(HookMoment.PreCompact, "PreCompact", HookAct.Checkpoint, null),
            new(HookMoment.PostTool, "PostToolUse", HookAct.Touch, "apply_patch|Bash"),
            new(HookMoment.Stop, "Stop", HookAct.Checkpoint, null),
            new(HookMoment.SessionEnd, "SessionEnd", HookAct.End, null),
        ],
        Answer = AnswerForm.HookSpecificOutput,
        WritingTools = ["apply_patch", "Edit", "Write"],
        Hooks = new(".codex/hooks.json", HookShape.Grouped, "{}\n"),
        Server = new(".codex/config.toml") { IsToml = true },
        Instructions = new("AGENTS.md", ""),
        NextStep = "start codex in this folder, trust the project when it asks, and approve the hooks with /hooks",
    };
}
