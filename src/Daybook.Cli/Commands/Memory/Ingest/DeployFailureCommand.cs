using System.CommandLine;
using Daybook.Cli.Options;
using Daybook.Errors;
using Daybook.Memory.Events;

namespace Daybook.Cli.Commands.Memory.Ingest;

/// <summary><c>daybook memory ingest deploy_failure</c></summary>
internal sealed class DeployFailureCommand : IngestCommand<DeployFailure>
{
    private static readonly string[] Conclusions = [DeployFailure.Failed, DeployFailure.Cancelled];

    private readonly Option<string?> conclusion = FieldOption.Text("--conclusion", string.Join('|', Conclusions), "How the deploy ended (default: failure)");
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
        conclusion.CompletionSources.Add(Conclusions);
        Add(conclusion);
        Add(failureType);
    }

    /// <inheritdoc/>
    protected override DeployFailure Over(DeployFailure happened, ParseResult parsed) => happened with
    {
        Conclusion = ConclusionOf(parsed) ?? happened.Conclusion,
        FailureType = parsed.GetValue(failureType) ?? happened.FailureType,
    };

    /// <summary>
    /// A source may conclude in words of its own. Whoever types one means one of these two, and by a slip a cancelled deploy would count as one that failed.
    /// </summary>
    private string? ConclusionOf(ParseResult parsed) => parsed.GetValue(conclusion) is not { } word || Conclusions.Contains(word, StringComparer.Ordinal)
        ? parsed.GetValue(conclusion)
        : throw new InvalidInputException($"--conclusion {word} is none of {string.Join(", ", Conclusions)}");

    /// <inheritdoc/>
    protected override string? Missing(DeployFailure happened) =>
        string.IsNullOrWhiteSpace(happened.Sha) ? "--sha (from GitHub: workflow_run.head_sha)" : null;
}
