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
        int expected = 0;
        while (reading.NextName())
        {
            int field = reading.IndexOfName(TaskFields.Names, ref expected);
            if (field < 0)
            {
                reading.Keep(ref task.extra);
            }
            else
            {
                task.Read((TaskField)field, ref reading);
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

    private void Read(TaskField field, ref JsonReading reading)
    {
        switch (field)
        {
            case TaskField.Id:
                id = reading.Text();
                break;
            case TaskField.Name:
                name = reading.Text();
                break;
            case TaskField.Description:
                description = reading.Text();
                break;
            case TaskField.Status:
                string word = reading.RequiredText();
                status = TaskStateName.Parse(word) ?? throw new JsonException($"'{word}' is no status");
                break;
            case TaskField.Priority:
                priority = reading.Number() ?? TaskRecord.PriorityDefault;
                break;
            case TaskField.Tags:
                tags = reading.Texts();
                break;
            case TaskField.ParentId:
                parentId = reading.Text();
                break;
            case TaskField.DependsOn:
                dependsOn = reading.Texts();
                break;
            case TaskField.BlockedBy:
                blockedBy = reading.Texts();
                break;
            case TaskField.CreatedAt:
                createdAt = reading.Time();
                break;
            default:
                ReadLater(field, ref reading);
                break;
        }
    }

    private void ReadLater(TaskField field, ref JsonReading reading)
    {
        switch (field)
        {
            case TaskField.StartedAt:
                startedAt = reading.Time();
                break;
            case TaskField.CompletedAt:
                completedAt = reading.Time();
                break;
            case TaskField.DurationSeconds:
                durationSeconds = reading.Number();
                break;
            case TaskField.FailureReason:
                failureReason = reading.Text();
                break;
            case TaskField.Claim:
                claim = reading.NextValue() ? Claim(ref reading) : null;
                break;
            case TaskField.Context:
                context = reading.NextValue() ? Context(ref reading) : null;
                break;
            case TaskField.SessionId:
                sessionId = reading.Text();
                break;
            case TaskField.Reopened:
                reopened = reading.Number() ?? 0;
                break;
            case TaskField.Seq:
                seq = reading.Number() ?? 0;
                break;
            default:
                reading.PassOver();
                break;
        }
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
