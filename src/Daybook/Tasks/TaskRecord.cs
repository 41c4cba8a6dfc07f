using System.Collections.ObjectModel;
using System.Text.Json;

namespace Daybook.Tasks;

/// <summary>
/// Something to do, as it stands after the events so far. Two records with equal lists are not <c>==</c>, since lists compare by identity.
/// </summary>
public sealed record TaskRecord
{
    /// <summary>The kind's name in commands and listings.</summary>
    public const string KindName = "tasks";

    /// <summary>The priority of a task for which none is given.</summary>
    public const int PriorityDefault = 2;

    /// <summary>The id: a UUID, unless another system brought the task along.</summary>
    public required string Id { get; init; }

    /// <summary>One line.</summary>
    public required string Name { get; init; }

    /// <summary>The rest, of any number of lines.</summary>
    public string? Description { get; init; }

    /// <summary>Where it stands.</summary>
    public TaskState Status { get; init; }

    /// <summary>0, the most urgent, to 4.</summary>
    public int Priority { get; init; } = PriorityDefault;

    /// <summary>Words to find it by, each once.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>The task of which it is a part.</summary>
    public string? ParentId { get; init; }

    /// <summary>The tasks that have to be completed before it can be started.</summary>
    public IReadOnlyList<string> DependsOn { get; init; } = [];

    /// <summary>Those of <see cref="DependsOn"/> that are not completed.</summary>
    public IReadOnlyList<string> BlockedBy { get; init; } = [];

    /// <summary>When it was created, UTC.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When the present or last work on it began, UTC; absent while it is pending.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it was completed, failed or cancelled, UTC.</summary>
    public DateTimeOffset? CompletedAt { get; init; }

    /// <summary>Whole seconds from start to end, by the time of day.</summary>
    public long? DurationSeconds { get; init; }

    /// <summary>Why it failed or was cancelled.</summary>
    public string? FailureReason { get; init; }

    /// <summary>Who works on it.</summary>
    public TaskClaim? Claim { get; init; }

    /// <summary>What is known about the work on it.</summary>
    public TaskContext Context { get; init; } = TaskContext.Empty;

    /// <summary>The session that works on it or did last; of a pending task the one that created it.</summary>
    public string? SessionId { get; init; }

    /// <summary>How often it was opened again after it was finished.</summary>
    public int Reopened { get; init; }

    /// <summary>The number of the last event that changed it.</summary>
    public long Seq { get; init; }

    /// <summary>Fields that this version does not know. They are kept.</summary>
    public IReadOnlyDictionary<string, JsonElement> Extra { get; init; } = ReadOnlyDictionary<string, JsonElement>.Empty;

    /// <summary>Whether it is pending and all that it depends on is completed.</summary>
    public bool IsReady => Status == TaskState.Pending && BlockedBy.Count == 0;

    /// <summary>The record as it is told at a moment: with word of a claim that keeps nobody away any more.</summary>
    /// <param name="moment">Decides whether the lease has ended and the owner's process is gone.</param>
    public TaskRecord ToldAt(TaskMoment moment) =>
        Claim is { } claim && !TaskLease.IsLive(claim, moment) ? this with { Claim = claim with { HasEnded = true } } : this;

    /// <summary>The record as surfaces show it: without what only the store needs to know.</summary>
    public TaskRecord Outline() => this with { Claim = Claim?.Outline(), Reopened = 0, Seq = 0 };
}
