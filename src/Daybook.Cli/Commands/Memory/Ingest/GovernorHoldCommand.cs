using System.CommandLine;
using Daybook.Cli.Options;
using Daybook.Memory.Events;

namespace Daybook.Cli.Commands.Memory.Ingest;

/// <summary><c>daybook memory ingest governor_hold</c></summary>
internal sealed class GovernorHoldCommand : IngestCommand<GovernorHold>
{
    private readonly Option<string?> reason = FieldOption.Text("--reason", "word", "Why, as a word that stays the same from hold to hold");
    private readonly Option<string?> riskClass = FieldOption.Text("--risk-class", "LOW|MEDIUM|HIGH", "How risky the change was judged");

    /// <summary>Builds the command.</summary>
    public GovernorHoldCommand(CommandFrame frame)
        : base(
            frame,
            GovernorHold.TypeName,
            "Remembers a deploy that a release governor held back.",
            "daybook memory ingest governor_hold --repo acme/web --sha 4f2a9c1 --reason high_risk_no_approval --risk-class HIGH",
            "governor decide | daybook memory ingest governor_hold --from-json - --repo acme/web")
    {
        riskClass.CompletionSources.Add("LOW", "MEDIUM", "HIGH");
        Add(reason);
        Add(riskClass);
    }

    /// <inheritdoc/>
    protected override GovernorHold Over(GovernorHold happened, ParseResult parsed) => happened with
    {
        Reason = parsed.GetValue(reason) ?? happened.Reason,
        RiskClass = parsed.GetValue(riskClass) ?? happened.RiskClass,
    };

    /// <inheritdoc/>
    protected override string? Missing(GovernorHold happened) =>
        string.IsNullOrWhiteSpace(happened.Reason) ? "--reason (in JSON: reason)" : null;
}
