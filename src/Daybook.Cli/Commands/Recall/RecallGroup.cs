namespace Daybook.Cli.Commands.Recall;

/// <summary><c>daybook recall</c></summary>
internal static class RecallGroup
{
    /// <summary>Builds the group of commands.</summary>
    public static GroupCommand Of(CommandFrame frame) => new(
        frame,
        "recall",
        "What was chosen in finished builder sessions, to be suggested again.",
        [
            "daybook recall record --category coding --description \"A Rust linter\" --tone formal --skill code-review",
            "daybook recall suggest coding",
        ],
        [
            new("record", () => new RecordCommand(frame)),
            new("category", () => new CategoryCommand(frame)),
            new("recent", () => new RecentCommand(frame)),
            new("suggest", () => new SuggestCommand(frame)),
        ]);
}
