using System.CommandLine;
using Daybook.Cli.Options;
using Daybook.Cli.Output;
using Daybook.Embedded;
using Daybook.Runs;

namespace Daybook.Cli.Commands.Runs;

/// <summary><c>daybook run list</c></summary>
internal sealed class ListCommand : DaybookCommand
{
    private readonly Option<string?> project = FieldOption.Text("--project", "id", "Only runs of this project");
    private readonly Option<string?> task = FieldOption.Text("--task", "id", "Only runs of this task");
    private readonly Option<string?> status = FieldOption.Text("--status", "word", $"Only runs that are {string.Join(", ", RunStatusName.All)}");
    private readonly PagingOptions paging = new(new RunQuery().Limit);

    /// <summary>Builds the command.</summary>
    public ListCommand(CommandFrame frame)
        : base(
            frame,
            "list",
            "Lists runs as they stand now, the newest start first.",
            "daybook run list",
            "daybook run list --status interrupted --json")
    {
        Add(project);
        Add(task);
        Add(status);
        paging.AddTo(this);
        status.CompletionSources.Add([.. RunStatusName.All]);
    }

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(CommandCall call, CancellationToken cancellationToken)
    {
        var query = new RunQuery
        {
            ProjectId = call.Value(project),
            TaskId = call.Value(task),
            State = call.Value(status) is { } word ? RunOptions.ReadStatus(word, RunStatusName.All) : null,
            Limit = paging.Limit(call.Parsed),
            Cursor = paging.Cursor(call.Parsed),
        };
        query.Validate();
        await using EmbeddedStore store = await call.Stores.OpenToReadAsync(cancellationToken);
        Page<RunView> page = await call.Console.PatientlyAsync("Reading runs", _ => store.Runs.ListAsync(query, cancellationToken));
        Pages.Print(call.Console, page, RunOptions.Form, "There is no such run.");
        return 0;
    }
}
