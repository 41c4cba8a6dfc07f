namespace Daybook.Cli.Harnesses;

/// <summary>In which form a harness takes text for the agent from a hook's stdout.</summary>
internal enum AnswerForm
{
    /// <summary><c>{"hookSpecificOutput":{"hookEventName":"SessionStart","additionalContext":"…"}}</c></summary>
    HookSpecificOutput,

    /// <summary><c>{"additionalContext":"…"}</c></summary>
    AdditionalContext,

    /// <summary><c>{"additional_context":"…"}</c></summary>
    SnakeCaseContext,
}
