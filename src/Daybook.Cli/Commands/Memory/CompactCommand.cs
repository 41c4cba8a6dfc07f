using System.CommandLine;
using Daybook.Cli.Options;
using Daybook.Cli.Output;
using Daybook.Embedded;
using Daybook.Memory;

namespace Daybook.Cli.Commands.Memory;

/// <summary><c>daybook memory compact</c></summary>
internal sealed class CompactCommand : DaybookCommand
{
    private readonly Option<int?> days = new("--retention-days")
    {
        Description = $"Move records that happened longer ago (default: the store's retention_days, else {MemoryRules.RetentionDaysDefault})",
        HelpName = "n",
        CustomParser = NumberArgument.ReadInt,
    };

    private readonly Option<bool> dryRun = new("--dry-run") { Description = "Change nothing, only count" };

    /// <summary>Builds the command.</summary>
    public CompactCommand(CommandFrame frame)
        : base(
            frame,
            "compact",
            "Moves old records into the archive, where every command still finds them. Nothing is deleted; others may write meanwhile.",
            "daybook memory compact --dry-run",
            "daybook memory compact --retention-days 30")
    {
        Add(days);
        Add(dryRun);
    }

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(CommandCall call, CancellationToken cancellationToken)
    {
        var compaction = new MemoryCompaction
        {
            RetentionDays = call.Value(days),
            DryRun = call.Value(dryRun),
        };
        await using EmbeddedStore store = await call.Stores.OpenMemoryToReadAsync(cancellationToken);
        MemoryCompacted compacted = await call.Console.PatientlyAsync(
            "Compacting memory", progress => store.Memory.CompactAsync(compaction, progress, cancellationToken));
        switch (call.Console.Mode)
        {
            case OutputMode.Json:
                call.Console.WriteJson(compacted, CliJson.Default.MemoryCompacted);
                break;
            case OutputMode.Quiet when compacted.Segment is { } segment:
                call.Console.WriteId(segment);
                break;
            case OutputMode.Text:
                string verb = compaction.DryRun ? "Would move" : "Moved";
                call.Console.Text.WriteLine(new Piece(verb, Tone.Good), $" {Wording.Count(compacted.Moved, "record")}, {compacted.Kept} stay");
                break;
            default:
                break;
        }

        return 0;
    }
}
