namespace Daybook.Memory.Events;

/// <summary>An event or an issue as Sentry sends it, in the envelope of a webhook or alone.</summary>
internal static class SentryJson
{
    // Sentry's word for its own grouping, which the issue's id stands for.
    private const string OwnGrouping = "{{ default }}";
    private const int FramesMax = 7;

    public static EventReading Read(JsonFields message)
    {
        JsonFields body = message.Object("data") ?? message;
        if (body.Object("event") is { } happened)
        {
            return EventReading.Of(ReadEvent(happened));
        }

        if (body.Object("issue") is { } issue)
        {
            return message.Text("action") is { } action and not ("created" or "unresolved" or "triggered")
                ? EventReading.Nothing($"the issue was {action}")
                : EventReading.Of(ReadIssue(issue));
        }

        return EventReading.Of(ReadEvent(body));
    }

    private static Incident ReadEvent(JsonFields happened)
    {
        string? issueId = happened.Id("issue_id");
        JsonFields? raised = happened.Object("exception")?.Objects("values") is [var first, ..] ? first : null;
        Incident incident = ReadShared(happened);
        return incident with
        {
            Fingerprint = FingerprintOf(happened, issueId),
            IssueId = issueId,
            EventId = happened.Id("event_id") ?? happened.Id("id"),
            ErrorType = incident.ErrorType ?? raised?.Text("type"),
            Timestamp = happened.Time("datetime") ?? happened.Time("timestamp"),
            Paths = PathsOf(raised, incident.File),
        };
    }

    private static Incident ReadIssue(JsonFields issue)
    {
        Incident incident = ReadShared(issue);
        return incident with
        {
            IssueId = issue.Id("id"),
            Timestamp = issue.Time("lastSeen") ?? issue.Time("firstSeen"),
            Paths = PathsOf(null, incident.File),
        };
    }

    private static Incident ReadShared(JsonFields fields)
    {
        JsonFields? metadata = fields.Object("metadata");
        return new Incident
        {
            Repo = fields.Text("repo"),
            Sha = fields.Text("sha"),
            Issue = fields.Number("issue_number"),
            Level = fields.Text("level"),
            Culprit = fields.Text("culprit"),
            ErrorType = metadata?.Text("type"),
            File = metadata?.Text("filename"),
            Summary = fields.Text("title", "message"),
            Url = fields.Text("web_url", "permalink"),
        };
    }

    // Founding programs hand over one text; Sentry itself sends a list. Where its own grouping is part of the list, the parts alone do not
    // tell one group from another and the id of the issue does.
    private static string? FingerprintOf(JsonFields happened, string? issueId)
    {
        if (!happened.HasList("fingerprint"))
        {
            return happened.Text("fingerprint");
        }

        IReadOnlyList<string> parts = happened.Texts("fingerprint");
        return parts.Contains(OwnGrouping, StringComparer.Ordinal) && issueId is not null
            ? issueId
            : string.Join('|', parts.Where(part => part != OwnGrouping));
    }

    // The last frames are the nearest to the fault.
    private static string[] PathsOf(JsonFields? raised, string? file)
    {
        IReadOnlyList<JsonFields> frames = raised?.Object("stacktrace")?.Objects("frames") ?? [];
        return
        [
            .. frames.Skip(frames.Count - FramesMax)
                .Select(frame => frame.Text("filename"))
                .Append(file)
                .OfType<string>()
                .Where(IsPath)
                .Distinct(StringComparer.Ordinal),
        ];
    }

    // Names such as <anonymous> and <string> stand for code that is in no file.
    private static bool IsPath(string name) => !string.IsNullOrWhiteSpace(name) && !name.TrimStart().StartsWith('<');
}
