using System.CommandLine;
using Daybook.Cli.Options;
using Daybook.Cli.Output;
using Daybook.Embedded;
using Daybook.Json;
using Daybook.Runs;

namespace Daybook.Cli.Commands.Runs;

/// <summary><c>daybook run tree</c></summary>
internal sealed class TreeCommand : DaybookCommand
{
    private static readonly PageForm<RunNode> Form = new(
        static () => RecordsJson.Default.ListingRunNode, static (text, node) => RunText.WriteInTree(text, node, 0, ""), static node => node.Run.Run.RunId, RunRecord.KindName);

    private readonly Option<string?> project = FieldOption.Text("--project", "id", "Only runs of this project");
    private readonly PagingOptions paging = new(new RunQuery().Limit);

    /// <summary>Builds the command.</summary>
    public TreeCommand(CommandFrame frame)
        : base(
            frame,
            "tree",
            "Shows runs with those that they started below them, and restarts with the older attempts. A page has whole trees.",
            "daybook run tree",
            "daybook run tree --project web --json")
    {
        Add(project);
        paging.AddTo(this);
    }

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(CommandCall call, CancellationToken cancellationToken)
    {
        var query = new RunQuery { ProjectId = call.Value(project), Limit = paging.Limit(call.Parsed) };
        query.Validate();
        RunPosition? after = paging.Cursor(call.Parsed) is { } cursor ? RunPosition.Parse(cursor) : null;
        await using EmbeddedStore store = await call.Stores.OpenToReadAsync(cancellationToken);
        var problems = new ProblemList();
        IReadOnlyList<RunNode> nodes = await call.Console.PatientlyAsync(
            "Reading runs", _ => store.Runs.GetTreeAsync(query.ProjectId, problems, cancellationToken));
        RunNode[] rest = [.. nodes.Where(node => after is not { } last || RunPosition.Of(node.Run.Run) > last)];
        RunNode[] page = [.. rest.Take(query.Limit)];
        string? next = rest.Length > page.Length ? RunPosition.Of(page[^1].Run.Run).Encode() : null;
        if (call.Console.Mode == OutputMode.Quiet)
        {
            foreach (RunNode node in page)
            {
                WriteIds(call.Console, node);
            }
        }
        else
        {
            Pages.Print(call.Console, new Page<RunNode>(page, nodes.Count, next, problems.Items), Form, "There is no run.");
        }

        return 0;
    }

    private static void WriteIds(IConsole console, RunNode node)
    {
        console.WriteId(node.Run.Run.RunId);
        foreach (RunNode below in node.Previous.Concat(node.Children))
        {
            WriteIds(console, below);
        }
    }
}
