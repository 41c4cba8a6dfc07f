using System.Text.Json;
using Daybook.Processes;

namespace Daybook.Tasks;

/// <summary>Reads tasks and their parts from an object that a <see cref="JsonReading"/> stands at.</summary>
internal ref struct TaskReader
{
    private string? id;
    private string? name;
    private string? description;
    private TaskState? status;
    private long priority;
    private IReadOnlyList<string>? tags;
    private string? parentId;
    private IReadOnlyList<string>? dependsOn;
    private IReadOnlyList<string>? blockedBy;
    private DateTimeOffset? createdAt;
    private DateTimeOffset? startedAt;
    private DateTimeOffset? completedAt;
    private long? durationSeconds;
    private string? failureReason;
    private TaskClaim? claim;
    private TaskContext? context;
    private string? sessionId;
    private long reopened;
    private long seq;
    private OrderedDictionary<string, JsonElement>? extra;

    internal static TaskRecord Task(ref JsonReading reading)
    {
        var task = new TaskReader { priority = TaskRecord.PriorityDefault };
        reading.Enter();
        while (reading.NextName())
        {
            if (!task.ReadText(ref reading) && !task.ReadOther(ref reading))
            {
                reading.Keep(ref task.extra);
            }
        }

        return task.Build();
    }

    internal static TaskClaim Claim(ref JsonReading reading)
    {
        (string? owner, long? token, DateTimeOffset? ends, long lease, bool ofSession) = (null, null, null, 0, false);
        BootTime? began = null;
        ProcessIdentity? process = null;
        reading.Enter();
        while (reading.NextName())
        {
            if (reading.IsName("owner"u8))
            {
                owner = reading.Text();
            }
            else if (reading.IsName("token"u8))
            {
                token = reading.Number();
            }
            else if (reading.IsName("lease_expires_at"u8))
            {
                ends = reading.Time();
            }
            else if (reading.IsName("lease_ms"u8))
            {
                lease = reading.Number() ?? 0;
            }
            else if (reading.IsName("of_session"u8))
            {
                ofSession = reading.Flag();
            }
            else if (reading.IsName("boot"u8))
            {
                began = reading.NextValue() ? Boot(ref reading) : null;
            }
            else if (reading.IsName("process"u8))
            {
                process = reading.NextValue() ? Process(ref reading) : null;
            }
            else
            {
                reading.PassOver();
            }
        }

        return new TaskClaim
        {
            Owner = owner ?? throw new JsonException("the claim has no owner"),
            Token = token ?? throw new JsonException("the claim has no token"),
            LeaseExpiresAt = ends ?? throw new JsonException("the claim has no end"),
            Lease = TimeSpan.FromMilliseconds(Math.Clamp(lease, 0, (long)TaskLease.Max.TotalMilliseconds)),
            IsSessions = ofSession,
            Began = began,
            Process = process,
        };
    }

    internal static BootTime Boot(ref JsonReading reading)
    {
        (string? boot, long elapsed, string? host) = (null, 0, null);
        reading.Enter();
        while (reading.NextName())
        {
            if (reading.IsName("id"u8))
            {
                boot = reading.Text();
            }
            else if (reading.IsName("ms"u8))
            {
                elapsed = reading.Number() ?? 0;
            }
            else if (reading.IsName("host"u8))
            {
                host = reading.Text();
            }
            else
            {
                reading.PassOver();
            }
        }

        return new BootTime(boot ?? "", TimeSpan.FromMilliseconds(Math.Clamp(elapsed, 0, int.MaxValue * 1000L)), host ?? "");
    }

    internal static TaskContext Context(ref JsonReading reading)
    {
        IReadOnlyList<string> files = [];
        IReadOnlyList<string> decisions = [];
        OrderedDictionary<string, JsonElement>? values = null;
        reading.Enter();
        while (reading.NextName())
        {
            if (reading.IsName("files_modified"u8))
            {
                files = reading.Texts();
            }
            else if (reading.IsName("decisions"u8))
            {
                decisions = reading.Texts();
            }
            else
            {
                reading.Keep(ref values);
            }
        }

        return files.Count + decisions.Count == 0 && values is null
            ? TaskContext.Empty
            : new TaskContext { FilesModified = files, Decisions = decisions, Values = JsonReading.Kept(values) };
    }

    private static ProcessIdentity Process(ref JsonReading reading)
    {
        (long pid, long started, string? boot, string? space) = (0, 0, null, null);
        reading.Enter();
        while (reading.NextName())
        {
            if (reading.IsName("pid"u8))
            {
                pid = reading.Number() ?? 0;
            }
            else if (reading.IsName("start_time"u8))
            {
                started = reading.Number() ?? 0;
            }
            else if (reading.IsName("boot_id"u8))
            {
                boot = reading.Text();
            }
            else if (reading.IsName("pid_namespace"u8))
            {
                space = reading.Text();
            }
            else
            {
                reading.PassOver();
            }
        }

        return new ProcessIdentity((int)Math.Clamp(pid, 0, int.MaxValue), started, boot ?? "", space ?? "");
    }

    private bool ReadText(ref JsonReading reading)
    {
        if (reading.IsName("id"u8))
        {
            id = reading.Text();
        }
        else if (reading.IsName("name"u8))
        {
            name = reading.Text();
        }
        else if (reading.IsName("description"u8))
        {
            description = reading.Text();
        }
        else if (reading.IsName("status"u8))
        {
            string word = reading.RequiredText();
            status = TaskStateName.Parse(word) ?? throw new JsonException($"'{word}' is no status");
        }
        else if (reading.IsName("parent_id"u8))
        {
            parentId = reading.Text();
        }
        else if (reading.IsName("failure_reason"u8))
        {
            failureReason = reading.Text();
        }
        else if (reading.IsName("session_id"u8))
        {
            sessionId = reading.Text();
        }
        else
        {
            return false;
        }

        return true;
    }

    private bool ReadOther(ref JsonReading reading)
    {
        if (reading.IsName("priority"u8))
        {
            priority = reading.Number() ?? TaskRecord.PriorityDefault;
        }
        else if (reading.IsName("tags"u8))
        {
            tags = reading.Texts();
        }
        else if (reading.IsName("depends_on"u8))
        {
            dependsOn = reading.Texts();
        }
        else if (reading.IsName("blocked_by"u8))
        {
            blockedBy = reading.Texts();
        }
        else if (reading.IsName("context"u8))
        {
            context = reading.NextValue() ? Context(ref reading) : null;
        }
        else if (reading.IsName("claim"u8))
        {
            claim = reading.NextValue() ? Claim(ref reading) : null;
        }
        else
        {
            return ReadNumber(ref reading);
        }

        return true;
    }

    private bool ReadNumber(ref JsonReading reading)
    {
        if (reading.IsName("created_at"u8))
        {
            createdAt = reading.Time();
        }
        else if (reading.IsName("started_at"u8))
        {
            startedAt = reading.Time();
        }
        else if (reading.IsName("completed_at"u8))
        {
            completedAt = reading.Time();
        }
        else if (reading.IsName("duration_seconds"u8))
        {
            durationSeconds = reading.Number();
        }
        else if (reading.IsName("reopened"u8))
        {
            reopened = reading.Number() ?? 0;
        }
        else if (reading.IsName("seq"u8))
        {
            seq = reading.Number() ?? 0;
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

    private readonly TaskRecord Build() => new()
    {
        Id = id ?? throw new JsonException("the task has no id"),
        Name = name ?? throw new JsonException("the task has no name"),
        Description = description,
        Status = status ?? throw new JsonException("the task has no status"),
        Priority = (int)Math.Clamp(priority, 0, TaskRules.PriorityMax),
        Tags = tags ?? [],
        ParentId = parentId,
        DependsOn = dependsOn ?? [],
        BlockedBy = blockedBy ?? [],
        CreatedAt = createdAt ?? throw new JsonException("the task has no created_at"),
        StartedAt = startedAt,
        CompletedAt = completedAt,
        DurationSeconds = durationSeconds,
        FailureReason = failureReason,
        Claim = claim,
        Context = context ?? TaskContext.Empty,
        SessionId = sessionId,
        Reopened = (int)Math.Clamp(reopened, 0, int.MaxValue),
        Seq = seq,
        Extra = JsonReading.Kept(extra),
    };
}
