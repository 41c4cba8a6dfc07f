using System.CommandLine;
using System.Text.Json;
using Daybook.Cli.Options;
using Daybook.Cli.Output;
using Daybook.Drafts;
using Daybook.Embedded;
using Daybook.Errors;
using Daybook.Operations;
using Daybook.Runs;

namespace Daybook.Cli.Commands.Backup;

/// <summary><c>daybook export</c></summary>
internal sealed class ExportCommand : DaybookCommand
{
    // Enough to see what kind of thing it is; doctor has them all.
    private const int ProblemsShown = 20;

    private const string Jsonl = "jsonl";
    private const string Markdown = "markdown";

    private readonly Option<string?> kind = FieldOption.Text("--kind", "memory|task|run|draft|op", "Only the records of this kind");
    private readonly Option<string?> format = FieldOption.Text("--format", "jsonl|markdown", "jsonl, which import takes (default), or markdown, for people");

    /// <summary>Builds the command.</summary>
    public ExportCommand(CommandFrame frame)
        : base(
            frame,
            "export",
            "Prints all records, one JSON object a line; with --quiet their ids. What was forgotten is left out.",
            "daybook export > daybook.jsonl",
            "daybook export --kind memory --quiet",
            "daybook export --kind task --format markdown")
    {
        format.CompletionSources.Add(Jsonl, Markdown);
        kind.CompletionSources.Add([.. RecordKinds.All]);
        Add(kind);
        Add(format);
    }

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(CommandCall call, CancellationToken cancellationToken)
    {
        string? only = call.Value(kind) is { } word ? RecordKinds.Parse(word) : null;
        bool isMarkdown = call.Value(format) switch
        {
            null or Jsonl => false,
            Markdown when call.Console.Mode == OutputMode.Json => throw new InvalidInputException($"--json excludes --format {Markdown}"),
            Markdown => true,
            { } other => throw new InvalidInputException($"--format {other} is none of {Jsonl}, {Markdown}"),
        };
        var problems = new ProblemList();
        await using EmbeddedStore store = await call.Stores.OpenToReadAsync(cancellationToken);
        await foreach (ReadOnlyMemory<byte> line in store.CreateTransfer().ExportAsync(only, problems, cancellationToken))
        {
            if (call.Console.Mode == OutputMode.Quiet)
            {
                call.Console.WriteId(IdOf(line));
            }
            else if (isMarkdown)
            {
                ExportMarkdown.Write(call.Console.Text, line);
            }
            else
            {
                call.Console.WriteJsonBetween(line.Span);
                call.Console.WriteJsonBetween("\n"u8);
            }

            call.Console.Flush();
        }

        // Some of them only an export can tell: what doctor has no fault to find with may still be nothing that an import takes.
        foreach (Problem problem in problems.Items.Take(ProblemsShown))
        {
            string place = problem.Line is { } line ? $"{problem.Path}:{line}" : problem.Path;
            call.Warn($"{place}: {problem.Reason}");
        }

        if (problems.Count > 0)
        {
            call.Warn($"{Wording.Count(problems.Count, "problem")} on the way; daybook doctor tells more");
        }

        return 0;
    }

    private static string IdOf(ReadOnlyMemory<byte> line)
    {
        using JsonDocument document = JsonDocument.Parse(line, new JsonDocumentOptions { MaxDepth = ExportMarkdown.DepthMax });
        string name = document.RootElement.GetProperty("kind").GetString() switch
        {
            RunRecord.KindName => "run_id",
            Draft.KindName => "session_id",
            OperationRecord.KindName => "invocation_id",
            _ => "id",
        };
        return document.RootElement.GetProperty("record").GetProperty(name).GetString() ?? "";
    }
}
