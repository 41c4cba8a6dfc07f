using System.Text.Json;
using Daybook.Processes;

namespace Daybook.Tasks;

/// <summary>Reads one event: first all members, then what the event's name makes of them.</summary>
internal ref struct TaskEventReader
{
    private long? seq;
    private DateTimeOffset? at;
    private string? name;
    private string? taskId;
    private string? agent;
    private string? sessionId;
    private string? runId;
    private string? operationId;
    private BootTime? boot;
    private TaskRecord? task;
    private TaskClaim? claim;
    private TaskContext? context;
    private SessionRecord? session;
    private BoardSummary? summary;
    private string? reason;
    private string? on;
    private string? scope;
    private string? journal;
    private bool blocks;
    private long? leaseMs;
    private IReadOnlyList<string>? blockedBy;
    private string? editedName;
    private string? description;
    private long? priority;
    private string? parentId;
    private IReadOnlyList<string>? tags;
    private IReadOnlyList<string>? untags;
    private OrderedDictionary<string, JsonElement>? extra;

    internal static TaskEvent Read(ref JsonReading reading)
    {
        TaskEventReader happened = default;
        reading.Enter();
        while (reading.NextName())
        {
            if (!happened.ReadHeader(ref reading) && !happened.ReadParts(ref reading) && !happened.ReadValue(ref reading))
            {
                reading.Keep(ref happened.extra);
            }
        }

        return happened.Build();
    }

    private bool ReadHeader(ref JsonReading reading)
    {
        if (reading.IsName("seq"u8))
        {
            seq = reading.Number();
        }
        else if (reading.IsName("at"u8))
        {
            at = reading.Time();
        }
        else if (reading.IsName("event"u8))
        {
            name = reading.Text();
        }
        else if (reading.IsName("task_id"u8))
        {
            taskId = reading.Text();
        }
        else if (reading.IsName("agent"u8))
        {
            agent = reading.Text();
        }
        else if (reading.IsName("session_id"u8))
        {
            sessionId = reading.Text();
        }
        else if (reading.IsName("run_id"u8))
        {
            runId = reading.Text();
        }
        else if (reading.IsName("operation_id"u8))
        {
            operationId = reading.Text();
        }
        else
        {
            return false;
        }

        return true;
    }

    private bool ReadParts(ref JsonReading reading)
    {
        if (reading.IsName("boot"u8))
        {
            boot = reading.NextValue() ? TaskReader.Boot(ref reading) : null;
        }
        else if (reading.IsName("task"u8))
        {
            task = reading.NextValue() ? TaskReader.Task(ref reading) : null;
        }
        else if (reading.IsName("claim"u8))
        {
            claim = reading.NextValue() ? TaskReader.Claim(ref reading) : null;
        }
        else if (reading.IsName("context"u8))
        {
            context = reading.NextValue() ? TaskReader.Context(ref reading) : null;
        }
        else if (reading.IsName("session"u8))
        {
            session = reading.NextValue() ? BoardReader.Session(ref reading) : null;
        }
        else if (reading.IsName("summary"u8))
        {
            summary = reading.NextValue() ? BoardReader.Summary(ref reading) : null;
        }
        else if (reading.IsName("crc32c"u8))
        {
            reading.PassOver();
        }
        else
        {
            return false;
        }

        return true;
    }

    private bool ReadValue(ref JsonReading reading)
    {
        if (reading.IsName("reason"u8))
        {
            reason = reading.Text();
        }
        else if (reading.IsName("on"u8))
        {
            on = reading.Text();
        }
        else if (reading.IsName("blocks"u8))
        {
            blocks = reading.Flag();
        }
        else if (reading.IsName("blocked_by"u8))
        {
            blockedBy = reading.Texts();
        }
        else if (reading.IsName("lease_ms"u8))
        {
            leaseMs = reading.Number();
        }
        else if (reading.IsName("scope"u8))
        {
            scope = reading.Text();
        }
        else if (reading.IsName("journal"u8))
        {
            journal = reading.Text();
        }
        else
        {
            return ReadEdit(ref reading);
        }

        return true;
    }

    private bool ReadEdit(ref JsonReading reading)
    {
        if (reading.IsName("name"u8))
        {
            editedName = reading.Text();
        }
        else if (reading.IsName("description"u8))
        {
            description = reading.Text();
        }
        else if (reading.IsName("priority"u8))
        {
            priority = reading.Number();
        }
        else if (reading.IsName("parent_id"u8))
        {
            parentId = reading.Text();
        }
        else if (reading.IsName("tags"u8))
        {
            tags = reading.Texts();
        }
        else if (reading.IsName("untags"u8))
        {
            untags = reading.Texts();
        }
        else
        {
            return false;
        }

        return true;
    }

    private readonly TaskEvent Build() => new()
    {
        Seq = seq ?? throw new JsonException("the event has no number"),
        At = at ?? throw new JsonException("the event has no time"),
        TaskId = taskId,
        Agent = agent,
        SessionId = sessionId,
        RunId = runId,
        OperationId = operationId,
        Boot = boot,
        Action = Action(),
        Extra = JsonReading.Kept(extra),
    };

    private readonly TaskAction Action() => name switch
    {
        "created" => new TaskAction.Created(Required(task)),
        "edited" => new TaskAction.Edited(Edit()),
        "started" => new TaskAction.Started(Required(claim)) { Reason = reason },
        "claimed" => new TaskAction.Claimed(Required(claim)),
        "renewed" => new TaskAction.Renewed(Lease()),
        "released" => new TaskAction.Released(reason),
        "noted" => new TaskAction.Noted(Required(context)),
        "dependency_added" => new TaskAction.DependencyAdded(Required(on), blocks),
        "dependency_removed" => new TaskAction.DependencyRemoved(Required(on)),
        "completed" => new TaskAction.Completed(reason),
        "failed" => new TaskAction.Failed(reason),
        "cancelled" => new TaskAction.Cancelled(reason),
        "reopened" => new TaskAction.Reopened(Required(task), blockedBy ?? [], reason),
        "session_started" => new TaskAction.SessionStarted(),
        "scope_changed" => new TaskAction.ScopeChanged(Required(scope)),
        "session_ended" => new TaskAction.SessionEnded(),
        "snapshot" => new TaskAction.Snapshot(Required(journal), Required(summary)),
        "session_kept" => new TaskAction.SessionKept(Required(session)),
        "task_kept" => new TaskAction.TaskKept(Required(task)),
        null => throw new JsonException("the event has no name"),
        _ => new TaskAction.Unknown(name),
    };

    private readonly T Required<T>(T? part)
        where T : class => part ?? throw new JsonException($"the event '{name}' lacks what it is about");

    private readonly TimeSpan Lease() =>
        TimeSpan.FromMilliseconds(Math.Clamp(leaseMs ?? 0, 0, (long)TaskLease.Max.TotalMilliseconds));

    private readonly TaskEdit Edit() => new()
    {
        Name = editedName,
        Description = description,
        Priority = priority is { } given ? (int)Math.Clamp(given, 0, TaskRules.PriorityMax) : null,
        ParentId = parentId,
        Tags = tags ?? [],
        Untags = untags ?? [],
    };
}
