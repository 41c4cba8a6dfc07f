using System.CommandLine;
using Daybook.Cli.Options;
using Daybook.Cli.Output;
using Daybook.Embedded;
using Daybook.Errors;
using Daybook.Operations;

namespace Daybook.Cli.Commands.Operations;

/// <summary><c>daybook op list</c></summary>
internal sealed class ListCommand : DaybookCommand
{
    private readonly Option<string?> profile = FieldOption.Text("--profile", "name", "Only those done as this profile");
    private readonly Option<string?> status = FieldOption.Text("--status", "word", $"Only those that are {string.Join(" or ", OperationStatusName.All)}");
    private readonly Option<bool> pending = new("--pending") { Description = "Only those that are closed and not committed as they stand" };
    private readonly PagingOptions paging = new(new OperationQuery().Limit);

    /// <summary>Builds the command.</summary>
    public ListCommand(CommandFrame frame)
        : base(
            frame,
            "list",
            "Lists the operations of this work tree, the newest first.",
            "daybook op list",
            "daybook op list --status open --json",
            "daybook op list --pending")
    {
        Add(profile);
        Add(status);
        Add(pending);
        paging.AddTo(this);
        status.CompletionSources.Add([.. OperationStatusName.All]);
    }

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(CommandCall call, CancellationToken cancellationToken)
    {
        var query = new OperationQuery
        {
            ProfileId = call.Value(profile),
            Status = call.Value(status) is { } word ? ReadStatus(word) : null,
            IsPending = call.Value(pending),

            // The line for people has no room for it, and git takes longer than all the rest.
            IsCommitWanted = call.Console.Mode == OutputMode.Json,
            Limit = paging.Limit(call.Parsed),
            Cursor = paging.Cursor(call.Parsed),
        };
        query.Validate();
        await using EmbeddedStore store = await call.Stores.OpenToReadAsync(cancellationToken);
        Page<OperationView> page = await call.Console.PatientlyAsync("Reading operations", _ => store.Operations.ListAsync(query, cancellationToken));
        Pages.Print(call.Console, page, OperationOptions.Form, "There is no such operation.");
        return 0;
    }

    private static OperationStatus ReadStatus(string word) => OperationStatusName.Parse(word)
        ?? throw new InvalidInputException($"--status {word} is none of {string.Join(", ", OperationStatusName.All)}");
}
