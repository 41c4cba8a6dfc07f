namespace Daybook.Cli.Harnesses;

/// <summary>One moment at which a harness calls Daybook.</summary>
/// <param name="Word">What <c>daybook hook</c> calls it: the same word for every harness.</param>
/// <param name="Name">What the harness calls it.</param>
/// <param name="Act">What Daybook does then.</param>
/// <param name="Matcher">Which of these moments are meant, where the harness can tell them apart.</param>
internal sealed record HookMoment(string Word, string Name, HookAct Act, string? Matcher)
{
    /// <summary>A session begins.</summary>
    public const string SessionStart = "session-start";

    /// <summary>The conversation is about to be compacted.</summary>
    public const string PreCompact = "pre-compact";

    /// <summary>The agent has finished its turn.</summary>
    public const string Stop = "stop";

    /// <summary>A tool has run.</summary>
    public const string PostTool = "post-tool";

    /// <summary>The session ends.</summary>
    public const string SessionEnd = "session-end";
}
