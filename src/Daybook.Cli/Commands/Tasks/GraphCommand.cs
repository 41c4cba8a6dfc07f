using System.CommandLine;
using Daybook.Cli.Options;
using Daybook.Cli.Output;
using Daybook.Embedded;
using Daybook.Errors;
using Daybook.Tasks;

namespace Daybook.Cli.Commands.Tasks;

/// <summary><c>daybook task graph</c></summary>
internal sealed class GraphCommand : DaybookCommand
{
    private const string Dot = "dot";
    private const string Mermaid = "mermaid";
    private const string Json = "json";

    private readonly Option<string?> format = FieldOption.Text("--format", "dot|mermaid|json", $"How to print (default: {Dot})");

    /// <summary>Builds the command.</summary>
    public GraphCommand(CommandFrame frame)
        : base(
            frame,
            "graph",
            "Shows what waits for what among the open tasks, and the longest chain of them, which is bold.",
            "daybook task graph --format mermaid",
            "daybook task graph --json",
            "daybook task graph > tasks.dot")
    {
        format.CompletionSources.Add(Dot, Mermaid, Json);
        Add(format);
    }

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(CommandCall call, CancellationToken cancellationToken)
    {
        string form = FormatOf(call);
        await using EmbeddedStore store = await call.Stores.OpenToReadAsync(cancellationToken);
        var problems = new ProblemList();
        TaskGraph graph = await call.Console.PatientlyAsync("Reading tasks", _ => store.Tasks.GetGraphAsync(problems, cancellationToken));
        if (call.Console.Mode == OutputMode.Quiet)
        {
            foreach (TaskRecord task in graph.Nodes)
            {
                call.Console.WriteId(task.Id);
            }
        }
        else if (form == Json)
        {
            call.Console.WriteJson(GraphAnswer.Of(graph, problems), CliJson.Default.GraphAnswer);
        }
        else
        {
            foreach (string line in form == Dot ? GraphText.Dot(graph) : GraphText.Mermaid(graph))
            {
                call.Console.Text.WriteLine(line);
            }

            call.Console.Flush();
            Pages.TellProblems(call.Console.Words, problems.Items, TaskRecord.KindName);
        }

        return 0;
    }

    private string FormatOf(CommandCall call)
    {
        bool isJson = call.Console.Mode == OutputMode.Json;
        return call.Value(format) switch
        {
            null => isJson ? Json : Dot,
            Dot or Mermaid when isJson => throw new InvalidInputException($"--json excludes --format {Dot} and {Mermaid}"),
            (Dot or Mermaid or Json) and var known => known,
            var other => throw new InvalidInputException($"--format {other} is none of {Dot}, {Mermaid}, {Json}"),
        };
    }
}
