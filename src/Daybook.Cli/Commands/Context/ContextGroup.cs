namespace Daybook.Cli.Commands.Context;

/// <summary><c>daybook context</c></summary>
internal static class ContextGroup
{
    /// <summary>Builds the group of commands.</summary>
    public static GroupCommand Of(CommandFrame frame) => new(
        frame,
        "context",
        "What is known about the project as a whole, by key: project_type, key_decisions, learned_patterns and anything else.",
        [
            "daybook context set project_type cli_tool",
            "daybook context append key_decisions \"Files are the truth\"",
        ],
        [
            new("set", () => new SetCommand(frame)),
            new("get", () => new GetCommand(frame)),
            new("list", () => new ListCommand(frame)),
            new("append", () => new AppendCommand(frame)),
        ]);
}
