using Daybook.Cli.Commands.Memory.Ingest;

namespace Daybook.Cli.Commands.Memory;

/// <summary><c>daybook memory</c></summary>
internal static class MemoryGroup
{
    /// <summary>Builds the group of commands.</summary>
    public static GroupCommand Of(CommandFrame frame) => new(
        frame,
        "memory",
        "What was learned: incidents, decisions, patterns, notes.",
        [
            "daybook memory add --type incident --severity high --title \"Pool exhausted\" --path src/db.cs",
            "daybook memory query --path src/db.cs --json",
        ],
        [
            new("add", () => new AddCommand(frame)),
            new("query", () => new QueryCommand(frame)),
            new("list", () => new ListCommand(frame)),
            new("show", () => new ShowCommand(frame)),
            new("forget", () => new ForgetCommand(frame)),
            new("supersede", () => new SupersedeCommand(frame)),
            new("compact", () => new CompactCommand(frame)),
            new("status", () => new StatusCommand(frame)),
            new("ingest", () => IngestGroup.Of(frame)),
        ]);
}
