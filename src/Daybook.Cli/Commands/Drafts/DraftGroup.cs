namespace Daybook.Cli.Commands.Drafts;

/// <summary><c>daybook draft</c></summary>
internal static class DraftGroup
{
    /// <summary>Builds the group of commands.</summary>
    public static GroupCommand Of(CommandFrame frame) => new(
        frame,
        "draft",
        "Half-finished builder sessions: saved at every step, resumed by whoever comes next.",
        [
            "daybook draft save < state.json",
            "daybook draft list",
            "daybook draft load 0194f3a2",
        ],
        [
            new("save", () => new SaveCommand(frame)),
            new("load", () => new LoadCommand(frame)),
            new("list", () => new ListCommand(frame)),
            new("delete", () => new DeleteCommand(frame)),
            new("expire", () => new ExpireCommand(frame)),
        ]);
}
