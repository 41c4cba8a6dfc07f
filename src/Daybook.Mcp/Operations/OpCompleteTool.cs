using Daybook.Json;
using Daybook.Mcp.Answers;
using Daybook.Mcp.Calling;
using Daybook.Operations;

namespace Daybook.Mcp.Operations;

/// <summary><c>op_complete</c></summary>
internal sealed class OpCompleteTool() : DaybookTool(
    "op_complete",
    "Complete an operation",
    "Closes an operation, once and for good, with what it brought about.",
    ToolEffect.Adds,
    Id,
    Outcome,
    Evidence,
    Artifacts,
    Commit,
    IdempotencyKey)
{
    private const int PathCharactersMax = 255;

    private static readonly Parameter Id = Parameter.Required("id", "");
    private static readonly Parameter Outcome = Parameter.Word("outcome", "", OperationOutcome.All) with { IsRequired = true };
    private static readonly Parameter Evidence = Parameter.Text("evidence", "What shows it: a text or a file");
    private static readonly Parameter Artifacts = Parameter.Texts("artifacts", "Files or addresses made");
    private static readonly Parameter Commit = Parameter.Text("commit", "Sha of the commit with the work");

    /// <inheritdoc/>
    protected override async Task<ToolAnswer> RunAsync(ToolCall call, CancellationToken cancellationToken)
    {
        ToolArguments given = call.Arguments;
        IWorkplace place = call.Surroundings.Workplace;
        var completion = new OperationCompletion
        {
            Outcome = given.Required(Outcome),
            Evidence = EvidenceOf(place, given.Text(Evidence)),
            Links = new OperationLinks
            {
                Artifacts = [.. given.Texts(Artifacts).Select(artifact => string.IsNullOrWhiteSpace(artifact) ? artifact : ArtifactReference.Absolute(artifact, place.WorkingDirectory))],
                Commit = given.Text(Commit),
            },
        };
        OperationRules.Validate(completion);
        DaybookStore store = await call.OpenAsync(StoreUse.Write, cancellationToken).ConfigureAwait(false);
        OperationChange closed = await store.Operations.CompleteAsync(given.Required(Id), completion, cancellationToken).ConfigureAwait(false);
        return RecordAnswer.Of(
            AnswerForm.OfWrite,
            $"Closed {closed.View.Operation.InvocationId} as {closed.View.Operation.Outcome}.{Remarks.Of(closed)}",
            OperationAnswer.Completed(closed),
            RecordsJson.Default.OperationAnswer,
            "daybook op show has all of it.");
    }

    /// <summary>The path of a file that is there, or a text.</summary>
    private static string? EvidenceOf(IWorkplace place, string? given)
    {
        // A text with several lines is no path, and one that is too long for a path cannot be looked up.
        if (given is null or { Length: 0 or > PathCharactersMax } || given.Any(char.IsControl))
        {
            return given;
        }

        string path = ArtifactReference.Absolute(given, place.WorkingDirectory);
        return Path.IsPathFullyQualified(path) && place.IsFile(path) ? path : given;
    }
}
