using Daybook.Drafts;
using Daybook.Memory;
using Daybook.Operations;
using Daybook.Runs;
using Daybook.Tasks;

namespace Daybook.Timeline;

/// <summary>What the records of each kind tell of what happened to them.</summary>
public static class TimelineEvents
{
    /// <summary>A record was taken into memory.</summary>
    public static TimelineItem Recorded(MemoryRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        return new TimelineItem
        {
            At = record.WriteTime,
            Kind = MemoryRecord.KindName,
            Event = "recorded",
            Id = record.Id,
            Title = FirstLine(record.Title) ?? FirstLine(record.Summary) ?? FirstLine(record.Fingerprint),
            SessionId = record.SessionId,
            Agent = record.Source,
            TaskId = record.TaskId,
        };
    }

    /// <summary>A record was forgotten. What it said is not told any more, only why.</summary>
    public static TimelineItem Forgotten(string id, string reason, DateTimeOffset at, string? agent) =>
        new() { At = at, Kind = MemoryRecord.KindName, Event = "forgotten", Id = id, Title = FirstLine(reason), Agent = agent };

    /// <summary>A better record took the place of one.</summary>
    public static TimelineItem Superseded(string id, string by, DateTimeOffset at, string? agent) =>
        new() { At = at, Kind = MemoryRecord.KindName, Event = "superseded", Id = id, Title = $"by {by}", Agent = agent };

    /// <summary>Something happened to a task or a session; null for a line by which a journal begins, when nothing happened.</summary>
    public static TimelineItem? Of(TaskEvent happened)
    {
        ArgumentNullException.ThrowIfNull(happened);
        return happened.Action is TaskAction.Snapshot or TaskAction.SessionKept or TaskAction.TaskKept ? null : new TimelineItem
        {
            At = happened.At,
            Kind = TaskRecord.KindName,
            Event = TaskMove.NameOf(happened.Action),
            Id = happened.TaskId ?? happened.SessionId,
            Title = happened.Action switch
            {
                TaskAction.Created created => FirstLine(created.Task.Name),
                TaskAction.Reopened reopened => FirstLine(reopened.Task.Name),
                TaskAction.ScopeChanged changed => FirstLine(changed.Scope),
                _ => null,
            },
            SessionId = happened.SessionId,
            Agent = happened.Agent,
            TaskId = happened.TaskId,
        };
    }

    /// <summary>A run's start, and its end if it has one, by the word for how it ended.</summary>
    public static IEnumerable<TimelineItem> Of(RunRecord run)
    {
        ArgumentNullException.ThrowIfNull(run);
        var started = new TimelineItem
        {
            At = run.StartTime,
            Kind = RunRecord.KindName,
            Event = "started",
            Id = run.RunId,
            Title = FirstLine(run.CommandLine) ?? $"{run.ProjectId}/{run.TaskId}",
            Agent = run.AgentType,
            TaskId = run.TaskId,
        };
        return run.IsFinished
            ? [started, started with { At = run.EndTime, Event = RunStatusName.Of(run.Status), Title = FirstLine(run.ErrorSummary) ?? started.Title }]
            : [started];
    }

    /// <summary>A draft was made, and saved again since.</summary>
    public static IEnumerable<TimelineItem> Of(DraftSummary draft)
    {
        ArgumentNullException.ThrowIfNull(draft);
        var created = new TimelineItem
        {
            At = draft.CreatedAt,
            Kind = Draft.KindName,
            Event = "created",
            Id = draft.SessionId,
            Title = FirstLine(draft.InitialDescription),
        };
        return draft.UpdatedAt == draft.CreatedAt ? [created] : [created, created with { At = draft.UpdatedAt, Event = "updated" }];
    }

    /// <summary>A builder session ended, and what was chosen in it is remembered.</summary>
    public static TimelineItem Of(BuilderMemoryEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return new TimelineItem { At = entry.CreatedAt, Kind = Draft.KindName, Event = "remembered", Id = entry.Id, Title = FirstLine(entry.InitialDescription) };
    }

    /// <summary>An operation's start, its end, and what was linked to it, in the order of their times.</summary>
    public static IEnumerable<TimelineItem> Of(OperationRecord operation)
    {
        ArgumentNullException.ThrowIfNull(operation);
        string title = TitleOf(operation);
        return OperationLifecycle.Retell(operation)
            .Select(happened => new TimelineItem
            {
                At = TimeOf(happened),
                Kind = OperationRecord.KindName,
                Event = happened.Name,
                Id = operation.InvocationId,
                Title = happened switch
                {
                    OperationEvent.Completed completed => $"{completed.Outcome}: {title}",
                    OperationEvent.Linked { Link: OperationLink.Artifact artifact } => artifact.Ref,
                    OperationEvent.Linked { Link: OperationLink.Commit commit } => commit.Sha,
                    _ => title,
                },
                SessionId = operation.SessionId,
                Agent = operation.Actor,
                TaskId = operation.TaskId,
            })
            .OrderBy(item => item.Event != "started")
            .ThenBy(item => item.At);
    }

    /// <summary>What an operation is about, one line.</summary>
    public static string TitleOf(OperationRecord operation)
    {
        ArgumentNullException.ThrowIfNull(operation);
        return FirstLine(operation.RequestText) ?? operation.Action;
    }

    private static DateTimeOffset? TimeOf(OperationEvent happened) => happened switch
    {
        OperationEvent.Started started => started.Operation.StartedAt,
        OperationEvent.Completed completed => completed.At,
        OperationEvent.Linked linked => linked.Link.At,
        _ => null,
    };

    /// <summary>The first line that says something.</summary>
    private static string? FirstLine(string? text) =>
        text?.Split('\n').Select(static line => line.Trim()).FirstOrDefault(static line => line.Length > 0);
}
