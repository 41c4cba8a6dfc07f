using System.CommandLine;
using Daybook.Cli.Options;
using Daybook.Memory.Events;

namespace Daybook.Cli.Commands.Memory.Ingest;

/// <summary><c>daybook memory ingest verifier_cluster</c></summary>
internal sealed class VerifierClusterCommand : IngestCommand<VerifierCluster>
{
    private readonly Option<string?> failureType = FieldOption.Text(
        "--failure-type", string.Join('|', VerifierCluster.FailureTypes), "The class of the failures");

    private readonly Option<string?> summary = FieldOption.Text("--summary", "text", "What failed");

    /// <summary>Builds the command.</summary>
    public VerifierClusterCommand(CommandFrame frame)
        : base(
            frame,
            VerifierCluster.TypeName,
            "Remembers what a verification of a change found broken: one record for each class of failures.",
            "daybook memory ingest verifier_cluster --repo acme/web --sha 4f2a9c1 --failure-type test --path tests/DbTests.cs --summary \"2 tests failed\"",
            "verify --json | daybook memory ingest verifier_cluster --from-json - --repo acme/web")
    {
        failureType.CompletionSources.Add([.. VerifierCluster.FailureTypes]);
        Add(failureType);
        Add(summary);
    }

    /// <inheritdoc/>
    protected override VerifierCluster Over(VerifierCluster happened, ParseResult parsed) => happened with
    {
        FailureType = parsed.GetValue(failureType) ?? happened.FailureType,
        Summary = parsed.GetValue(summary) ?? happened.Summary,
    };

    /// <inheritdoc/>
    protected override string? Missing(VerifierCluster happened) =>
        VerifierCluster.FailureTypes.Contains(happened.FailureType?.Trim() ?? "", StringComparer.Ordinal)
            ? null
            : $"--failure-type (in JSON: failure_type), one of {string.Join(", ", VerifierCluster.FailureTypes)}";
}
