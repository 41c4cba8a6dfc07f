using System.Collections.ObjectModel;
using System.Text.Json;
using Daybook.Processes;

namespace Daybook.Tasks;

/// <summary>
/// Something that happened to tasks and sessions, as one line of the journal tells it: who, when, and one of the
/// <see cref="TaskAction">actions</see>.
/// </summary>
public sealed record TaskEvent
{
    /// <summary>Its number: events of a store are numbered in the order in which they happened.</summary>
    public required long Seq { get; init; }

    /// <summary>When, by the time of day, UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The task concerned; absent in events of sessions.</summary>
    public string? TaskId { get; init; }

    /// <summary>Who did it.</summary>
    public string? Agent { get; init; }

    /// <summary>The session in which it was done. The first event of a session opens it.</summary>
    public string? SessionId { get; init; }

    /// <summary>The run that did it.</summary>
    public string? RunId { get; init; }

    /// <summary>The operation during which it was done.</summary>
    public string? OperationId { get; init; }

    /// <summary>When, by the clock of the boot; present where a lease begins.</summary>
    public BootTime? Boot { get; init; }

    /// <summary>What happened.</summary>
    public required TaskAction Action { get; init; }

    /// <summary>Fields that this version does not know. They are kept.</summary>
    public IReadOnlyDictionary<string, JsonElement> Extra { get; init; } = ReadOnlyDictionary<string, JsonElement>.Empty;

    /// <summary>The event as surfaces show it: without what only the store needs to know.</summary>
    public TaskEvent Outline() => this with
    {
        Boot = null,
        Action = Action switch
        {
            TaskAction.Created created => new TaskAction.Created(created.Task.Outline()),
            TaskAction.TaskKept kept => new TaskAction.TaskKept(kept.Task.Outline()),
            TaskAction.Reopened reopened => reopened with { Task = reopened.Task.Outline() },
            TaskAction.Started started => started with { Claim = started.Claim.Outline() },
            TaskAction.Claimed claimed => new TaskAction.Claimed(claimed.Claim.Outline()),
            _ => Action,
        },
    };
}
