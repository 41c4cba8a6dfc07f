using System.CommandLine;
using Daybook.Cli.Options;
using Daybook.Memory.Events;

namespace Daybook.Cli.Commands.Memory.Ingest;

/// <summary><c>daybook memory ingest incident</c></summary>
internal sealed class IncidentCommand : IngestCommand<Incident>
{
    private readonly Option<string?> severity = FieldOption.Text("--severity", "word", "How bad it is, in the tracker's word (default: error)");
    private readonly Option<string?> fingerprint = FieldOption.Text("--fingerprint", "text", "What makes two events the same event");
    private readonly Option<string?> issueId = FieldOption.Text("--issue-id", "id", "The tracker's id of the group of events");
    private readonly Option<string?> eventId = FieldOption.Text("--event-id", "id", "The tracker's id of this event");
    private readonly Option<string?> culprit = FieldOption.Text("--culprit", "text", "Where the tracker believes the fault to be");
    private readonly Option<string?> title = FieldOption.Text("--title", "text", "One line (default: made of level, class and file)");
    private readonly Option<string?> summary = FieldOption.Text("--summary", "text", "The rest");
    private readonly Option<long?> issue = new("--issue") { Description = "The GitHub issue opened for it", HelpName = "n", CustomParser = NumberArgument.ReadLong };

    /// <summary>Builds the command.</summary>
    public IncidentCommand(CommandFrame frame)
        : base(
            frame,
            Incident.TypeName,
            "Remembers an error in production: what Sentry sends, or what you say.",
            "daybook memory ingest incident --from-json webhook.json --repo acme/web --issue 7",
            "daybook memory ingest incident --repo acme/web --severity fatal --title \"Pool exhausted\" --path src/db.cs")
    {
        foreach (Option option in (Option[])[severity, fingerprint, issueId, eventId, culprit, title, summary, issue])
        {
            Add(option);
        }
    }

    /// <inheritdoc/>
    protected override Incident Over(Incident happened, ParseResult parsed) => happened with
    {
        Level = parsed.GetValue(severity) ?? happened.Level,
        Fingerprint = parsed.GetValue(fingerprint) ?? happened.Fingerprint,
        IssueId = parsed.GetValue(issueId) ?? happened.IssueId,
        EventId = parsed.GetValue(eventId) ?? happened.EventId,
        Culprit = parsed.GetValue(culprit) ?? happened.Culprit,
        Title = parsed.GetValue(title) ?? happened.Title,

        // Whoever opened an issue for it tells there what the tracker says.
        Summary = parsed.GetValue(summary) ?? (parsed.GetValue(issue) is null ? happened.Summary : null),
        Issue = parsed.GetValue(issue) ?? happened.Issue,
    };

    /// <inheritdoc/>
    protected override string? Missing(Incident happened)
    {
        string?[] telling = [happened.Fingerprint, happened.IssueId, happened.Culprit, happened.Title, happened.ErrorType, happened.Summary];
        return telling.All(string.IsNullOrWhiteSpace)
            ? "--title, --fingerprint or --issue-id (from Sentry: an event or an issue)"
            : null;
    }
}
