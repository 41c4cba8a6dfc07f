namespace Daybook.Cli.Commands.Operations;

/// <summary><c>daybook op</c></summary>
internal static class OperationGroup
{
    /// <summary>Builds the group of commands.</summary>
    public static GroupCommand Of(CommandFrame frame) => new(
        frame,
        "op",
        "What was done: one log an operation, closed by whoever did the work, with what it brought about.",
        [
            "daybook op start --profile architect --action specify --request \"Fix the pool leak\"",
            "daybook op complete 01KTK4DFAS --outcome done --artifact src/db.cs --commit 0123abc",
            "daybook op list --status open",
        ],
        [
            new("start", () => new StartCommand(frame)),
            new("complete", () => new CompleteCommand(frame)),
            new("link", () => new LinkCommand(frame)),
            new("list", () => new ListCommand(frame)),
            new("show", () => new ShowCommand(frame)),
        ]);
}
