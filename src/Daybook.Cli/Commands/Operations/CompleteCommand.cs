using System.CommandLine;
using Daybook.Cli.Options;
using Daybook.Cli.Output;
using Daybook.Embedded;
using Daybook.Json;
using Daybook.Operations;

namespace Daybook.Cli.Commands.Operations;

/// <summary><c>daybook op complete</c></summary>
internal sealed class CompleteCommand : DaybookCommand
{
    private readonly Argument<string> id = OperationOptions.Id();
    private readonly Option<string> outcome = new("--outcome") { Description = string.Join(", ", OperationOutcome.All), HelpName = "word", Required = true };

    private readonly Option<string?> evidence = FieldOption.Text(
        "--evidence", "text", "What shows that it was done: a text, or the path of a file (not for advisory and query)");

    private readonly Option<string[]> artifacts = OperationOptions.Artifacts();
    private readonly Option<string?> commit = OperationOptions.Commit();
    private readonly Option<string[]> allowed = OperationOptions.AllowedSecrets();

    /// <summary>Builds the command.</summary>
    public CompleteCommand(CommandFrame frame)
        : base(
            frame,
            "complete",
            "Closes an operation, exactly once, with what it brought about.",
            "daybook op complete 01KTK4DFAS --outcome done --evidence \"all tests pass\" --artifact src/db.cs",
            "daybook op complete 01KTK4DFAS --outcome failed --json")
    {
        Add(id);
        Add(outcome);
        Add(evidence);
        Add(artifacts);
        Add(commit);
        Add(allowed);
        outcome.CompletionSources.Add([.. OperationOutcome.All]);
    }

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(CommandCall call, CancellationToken cancellationToken)
    {
        var completion = new OperationCompletion
        {
            Outcome = call.Parsed.GetRequiredValue(outcome),
            Evidence = OperationOptions.Evidence(call, call.Value(evidence)),
            Links = OperationOptions.Links(call, artifacts, commit, allowed),
        };
        OperationRules.Validate(completion);
        await using EmbeddedStore store = await call.Stores.OpenToWriteAsync(call.Note, cancellationToken);
        OperationChange closed = await store.Operations.CompleteAsync(call.Parsed.GetRequiredValue(id), completion, cancellationToken);
        switch (call.Console.Mode)
        {
            case OutputMode.Json:
                call.Console.WriteJson(OperationAnswer.Completed(closed), RecordsJson.Default.OperationAnswer);
                break;
            case OutputMode.Quiet:
                call.Console.WriteId(closed.View.Operation.InvocationId);
                break;
            default:
                string commitText = closed.View.Commit is OperationCommit.Committed { Sha: { } sha } ? $", committed as {sha}" : "";
                call.Console.Text.WriteLine(new Piece("Closed", Tone.Good), " ", closed.View.Operation.InvocationId, $" as {closed.View.Operation.Outcome}{commitText}");
                break;
        }

        OperationOptions.Warn(call, closed);
        return 0;
    }
}
