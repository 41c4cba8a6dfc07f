using System.CommandLine;
using Daybook.Cli.Options;
using Daybook.Memory.Events;

namespace Daybook.Cli.Commands.Memory.Ingest;

/// <summary><c>daybook memory ingest deploy_failure</c></summary>
internal sealed class DeployFailureCommand : IngestCommand<DeployFailure>
{
    private readonly Option<string?> conclusion = FieldOption.Text("--conclusion", "failure|cancelled", "How the deploy ended (default: failure)");
    private readonly Option<string?> failureType = FieldOption.Text("--failure-type", "text", "What failed (default: follows from the conclusion)");

    /// <summary>Builds the command.</summary>
    public DeployFailureCommand(CommandFrame frame)
        : base(
            frame,
            DeployFailure.TypeName,
            "Remembers a deploy that failed or was cancelled: a workflow run as GitHub sends it, or what you say.",
            "daybook memory ingest deploy_failure --from-json workflow_run.json",
            "gh api repos/acme/web/actions/runs/17 | daybook memory ingest deploy_failure --from-json -",
            "daybook memory ingest deploy_failure --repo acme/web --sha 4f2a9c1 --link https://github.com/acme/web/actions/runs/17")
    {
        conclusion.CompletionSources.Add("failure", "cancelled");
        Add(conclusion);
        Add(failureType);
    }

    /// <inheritdoc/>
    protected override DeployFailure Over(DeployFailure happened, ParseResult parsed) => happened with
    {
        Conclusion = parsed.GetValue(conclusion) ?? happened.Conclusion,
        FailureType = parsed.GetValue(failureType) ?? happened.FailureType,
    };

    /// <inheritdoc/>
    protected override string? Missing(DeployFailure happened) =>
        string.IsNullOrWhiteSpace(happened.Sha) ? "--sha (from GitHub: workflow_run.head_sha)" : null;
}
