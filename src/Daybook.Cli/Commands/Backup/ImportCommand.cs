using System.CommandLine;
using Daybook.Backup;
using Daybook.Cli.Commands.Operations;
using Daybook.Cli.Input;
using Daybook.Cli.Output;
using Daybook.Embedded;
using Daybook.Embedded.Backup.Transfer;
using Daybook.Errors;
using Daybook.Json;

namespace Daybook.Cli.Commands.Backup;

/// <summary><c>daybook import</c></summary>
internal sealed class ImportCommand : DaybookCommand
{
    private readonly Argument<string> file = new("file") { Description = "What daybook export printed, or - for stdin" };
    private readonly Option<bool> dryRun = new("--dry-run") { Description = "Store nothing, only say what would be" };
    private readonly Option<string[]> allowed = OperationOptions.AllowedSecrets();

    /// <summary>Builds the command.</summary>
    public ImportCommand(CommandFrame frame)
        : base(
            frame,
            "import",
            "Stores exported records under their own ids. One that is there already is left as it is, so an import can be repeated.",
            "daybook import daybook.jsonl --dry-run",
            "daybook import daybook.jsonl",
            "daybook export --store ../other/.daybook --kind memory | daybook import -")
    {
        Add(file);
        Add(dryRun);
        Add(allowed);
    }

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(CommandCall call, CancellationToken cancellationToken)
    {
        bool isDryRun = call.Value(dryRun);
        using Stream input = InputSource.Open(call.Surroundings, call.Parsed.GetRequiredValue(file), "daybook import -");
        await using EmbeddedStore store = isDryRun
            ? await call.Stores.OpenToReadAsync(cancellationToken)
            : await call.Stores.OpenToWriteAsync(call.Note, cancellationToken);
        StoreTransfer transfer = store.CreateTransfer(call.Value(allowed) ?? []);
        var items = new List<ImportItem>();
        int exitCode = 0;
        int redacted = 0;
        await foreach (InputItem item in new JsonItems(input).ReadAsync(cancellationToken))
        {
            try
            {
                ImportedRecord record = item.Bytes is { } bytes
                    ? await transfer.ImportAsync(bytes, isDryRun, cancellationToken)
                    : throw new InvalidInputException($"the line has more than {InputLines.BytesMax} bytes");
                items.Add(new ImportItem(record.Kind, record.Id, record.Action, item.Line, Reason: null));
                redacted += record.Redacted;
                OperationOptions.Warn(call, record.Warnings);
            }
            catch (DaybookException refused) when (refused is InvalidInputException or ConflictException)
            {
                // One refused record does not keep the others out.
                exitCode = exitCode == 0 ? FailureReport.ExitCodeOf(refused) : exitCode;
                items.Add(new ImportItem(null, refused.Id, refused is ConflictException ? ImportItem.Conflict : ImportItem.Invalid, item.Line, refused.Message));
                call.Console.WriteError(FailureReport.Of(refused) with { Line = item.Line });
            }
        }

        foreach (string unsettled in transfer.Unsettled)
        {
            call.Note(unsettled);
        }

        OperationOptions.NoteRedacted(call, redacted, isDone: !isDryRun);
        Answer(call.Console, items);
        return exitCode;
    }

    private static void Answer(IConsole console, List<ImportItem> items)
    {
        switch (console.Mode)
        {
            case OutputMode.Json:
                console.WriteJson(new Listing<ImportItem>(items, items.Count, NextCursor: null, Problems: null), CliJson.Default.ListingImportItem);
                break;
            case OutputMode.Quiet:
                foreach (ImportItem stored in items.Where(static item => item.Action is ImportedRecord.Imported or ImportedRecord.WouldImport))
                {
                    console.WriteId(stored.Id ?? "");
                }

                break;
            default:
                foreach (IGrouping<string, ImportItem> action in items.GroupBy(static item => item.Action, StringComparer.Ordinal))
                {
                    console.Text.WriteLine(action.Key, ": ", $"{action.Count()}");
                }

                break;
        }
    }
}
