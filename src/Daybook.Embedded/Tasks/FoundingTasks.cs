using System.Text.Json;
using Daybook.Durability.Integrity;
using Daybook.Errors;
using Daybook.Tasks;

namespace Daybook.Embedded.Tasks;

/// <summary>
/// Takes in a <c>current.json</c> that no journal stands behind: of another program, made by hand, or left when a journal was lost. Whatever
/// cannot be understood is kept under its name.
/// </summary>
internal sealed class FoundingTasks(JsonElement document, DateTimeOffset now)
{
    /// <summary>What may stand before a journal begins: beyond it not every program reads a number in JSON as it is.</summary>
    private const long CounterMax = (1L << 53) - 1;
    private const long SecondsMax = 1_000_000_000;
    private const string FilesName = "files_modified";
    private const string FoundSuffix = "_found";
    private const string DecisionsName = "decisions";

    /// <summary>The fields of a task on the wire: another program's value under one of these names cannot stay there.</summary>
    private static readonly HashSet<string> TaskNames = new(StringComparer.Ordinal)
    {
        "id", "name", "description", "status", "priority", "tags", "parent_id", "depends_on", "blocked_by", "created_at", "started_at",
        "completed_at", "duration_seconds", "failure_reason", "claim", "context", "session_id", "reopened", "seq",
    };

    /// <summary>What the document knows of the project; null where it says nothing.</summary>
    internal JsonElement? Context => Object(document, "memory");

    /// <summary>The number of the latest event that the document knows.</summary>
    internal long Seq => Counter(document, "seq");

    /// <summary>The highest fencing token that the document knows of.</summary>
    internal long Token => Counter(document, "token");

    /// <summary>The board's summary, its sessions included.</summary>
    internal BoardSummary Summary() => new()
    {
        Token = Token,
        Sessions = [.. Sessions()],
        Extra = Rest(document, CurrentView.IsOwn, IsUnderstoodInDocument),
    };

    /// <summary>The tasks, the completed ones in the order in which they were completed.</summary>
    internal IReadOnlyList<TaskRecord> Tasks()
    {
        var given = new FoundingIds();
        (JsonElement Row, TaskRecord Task)[] completed = [.. Rows("completed_tasks").Reverse().Select(row => (row, Task(row, TaskState.Completed, given)))];
        JsonElement[] current = Object(document, "current_task") is { } one ? [one] : [];
        (JsonElement Row, TaskRecord Task)[] open = [.. current.Concat(Rows("in_progress")).Select(row => (row, Task(row, null, given)))];

        // Of several rows about one task the open one counts, then the latest. One with another name is about another task.
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        var tasks = new List<TaskRecord>();
        foreach ((JsonElement row, TaskRecord task) in open.Concat(completed.Reverse()))
        {
            if (names.TryAdd(task.Id, task.Name))
            {
                tasks.Add(task);
            }
            else if (names[task.Id] != task.Name)
            {
                tasks.Add(Renamed(task, row, given.For(row)));
            }
        }

        ILookup<bool, TaskRecord> finished = tasks.ToLookup(static task => TaskStateName.IsFinished(task.Status));
        return [.. finished[true].Reverse(), .. finished[false]];
    }

    /// <summary>A counter that goes on from the document; one that no journal can have reached is somebody else's, and says nothing.</summary>
    private static long Counter(JsonElement row, string name) => Number(row, name) is { } number and >= 0 and <= CounterMax ? number : 0;

    private IEnumerable<SessionRecord> Sessions()
    {
        // Of the session that it is about, the document itself says less than a row of it.
        IEnumerable<JsonElement> rows = Rows("sessions").Append(document);
        return rows.Select(Session).OfType<SessionRecord>().DistinctBy(static session => session.SessionId, StringComparer.Ordinal);
    }

    private SessionRecord? Session(JsonElement row)
    {
        if (Text(row, "session_id") is not { } id || !IsId(id))
        {
            return null;
        }

        string? current = Text(row, "current_task_id") ?? (Object(row, "current_task") is { } task ? IdOf(task, new FoundingIds()) : null);
        return new SessionRecord
        {
            SessionId = id,
            Agent = Text(row, "agent"),
            StartedAt = Time(row, "started_at") ?? now,
            EndedAt = Time(row, "ended_at"),
            CurrentTaskId = current,
            Scope = Text(row, "scope"),
            Seq = Counter(row, "seq"),
        };
    }

    private TaskRecord Task(JsonElement row, TaskState? known, FoundingIds given)
    {
        DateTimeOffset? started = Time(row, "started_at");
        TaskState? said = TaskStateName.Parse(Text(row, "status") ?? "");
        TaskState state = known is null || said is TaskState.Failed or TaskState.Cancelled
            ? said ?? (started is null ? TaskState.Pending : TaskState.InProgress)
            : known.Value;
        DateTimeOffset? completed = Time(row, "completed_at") ?? (TaskStateName.IsFinished(state) ? started ?? now : null);
        long? seconds = Number(row, "duration_seconds");
        DateTimeOffset? begun = started ?? (seconds is >= 0 and < SecondsMax && completed is { } end && end.Ticks > SecondsMax * TimeSpan.TicksPerSecond ? end - TimeSpan.FromSeconds(seconds.Value) : completed);
        return new TaskRecord
        {
            Id = IdOf(row, given),
            Name = Text(row, "name") is { Length: > 0 } name ? name : "(without a name)",
            Description = Text(row, "description"),
            Status = state,
            Priority = (int)(Number(row, "priority") is { } urgency and >= 0 and <= TaskRules.PriorityMax ? urgency : TaskRecord.PriorityDefault),
            Tags = Texts(row, "tags"),
            CreatedAt = Time(row, "created_at") ?? begun ?? now,
            StartedAt = state == TaskState.Pending ? null : begun,
            CompletedAt = TaskStateName.IsFinished(state) ? completed : null,
            DurationSeconds = seconds,
            FailureReason = Text(row, "failure_reason"),
            Context = Object(row, "context") is { } context ? ContextOf(context) : TaskContext.Empty,
            SessionId = Text(row, "session_id") ?? (known is null ? Text(document, "session_id") : null),
            Extra = Rest(row, TaskNames.Contains, IsUnderstoodInTask),
        };
    }

    /// <summary>A task whose id another one has.</summary>
    private static TaskRecord Renamed(TaskRecord task, JsonElement row, string id)
    {
        var extra = new OrderedDictionary<string, JsonElement>(task.Extra, StringComparer.Ordinal);
        extra.TryAdd("id" + FoundSuffix, row.GetProperty("id"));
        return task with { Id = id, Extra = extra };
    }

    private static string IdOf(JsonElement task, FoundingIds given) => Text(task, "id") is { } id && IsId(id) ? id : given.For(task);

    private static TaskContext ContextOf(JsonElement context) => new()
    {
        FilesModified = Texts(context, FilesName),
        Decisions = Texts(context, DecisionsName),
        Values = Rest(context, static name => name is FilesName or DecisionsName, static member => IsTexts(member.Value)),
    };

    private IEnumerable<JsonElement> Rows(string name) =>
        document.TryGetProperty(name, out JsonElement rows) && rows.ValueKind == JsonValueKind.Array
            ? rows.EnumerateArray().Where(static row => row.ValueKind == JsonValueKind.Object)
            : [];

    private static JsonElement? Object(JsonElement row, string name) =>
        row.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.Object ? value : null;

    private static string? Text(JsonElement row, string name) =>
        row.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static long? Number(JsonElement row, string name) =>
        row.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out long number)
            ? number
            : null;

    private static DateTimeOffset? Time(JsonElement row, string name) => Text(row, name) is { } text ? UtcTime.Parse(text) : null;

    private static IReadOnlyList<string> Texts(JsonElement row, string name) =>
        row.TryGetProperty(name, out JsonElement list) && IsTexts(list)
            ? [.. list.EnumerateArray().Select(static item => item.GetString() ?? "")]
            : [];

    private static bool IsTexts(JsonElement list) =>
        list.ValueKind == JsonValueKind.Array && list.EnumerateArray().All(static item => item.ValueKind == JsonValueKind.String);

    /// <summary>What a row says beyond what was understood. A value that its name does not allow here is kept under another one.</summary>
    private static OrderedDictionary<string, JsonElement> Rest(JsonElement row, Func<string, bool> isTaken, Func<JsonProperty, bool> isUnderstood)
    {
        // The checksum of our lines has a name too, and would take its place.
        ILookup<bool, JsonProperty> members = row.EnumerateObject().ToLookup(member => isTaken(member.Name) || member.Name == SealedLine.MemberName);
        var rest = new OrderedDictionary<string, JsonElement>(members[false].Select(static member => KeyValuePair.Create(member.Name, member.Value)), StringComparer.Ordinal);
        foreach (JsonProperty member in members[true].Where(member => member.Value.ValueKind != JsonValueKind.Null && !isUnderstood(member)))
        {
            string name = member.Name + FoundSuffix;
            while (!rest.TryAdd(name, member.Value))
            {
                name += FoundSuffix;
            }
        }

        return rest;
    }

    /// <summary>Whether a member of a task was taken in, or says what the journal says better.</summary>
    private static bool IsUnderstoodInTask(JsonProperty member) => member.Name switch
    {
        "id" => member.Value.ValueKind == JsonValueKind.String && IsId(member.Value.GetString() ?? ""),
        "status" => member.Value.ValueKind == JsonValueKind.String && TaskStateName.Parse(member.Value.GetString() ?? "") is not null,
        "name" or "description" or "failure_reason" or "session_id" => member.Value.ValueKind == JsonValueKind.String,
        "started_at" or "completed_at" or "created_at" => member.Value.ValueKind == JsonValueKind.String && UtcTime.Parse(member.Value.GetString() ?? "") is not null,
        "duration_seconds" => member.Value.ValueKind == JsonValueKind.Number && member.Value.TryGetInt64(out _),
        "priority" => member.Value.ValueKind == JsonValueKind.Number && member.Value.TryGetInt64(out long urgency) && urgency is >= 0 and <= TaskRules.PriorityMax,
        "tags" => IsTexts(member.Value),
        "context" or "claim" => member.Value.ValueKind == JsonValueKind.Object,
        _ => false,
    };

    private static bool IsUnderstoodInDocument(JsonProperty member) => member.Name switch
    {
        "current_task" or "memory" => member.Value.ValueKind == JsonValueKind.Object,
        "completed_tasks" or "in_progress" or "sessions" =>
            member.Value.ValueKind == JsonValueKind.Array && member.Value.EnumerateArray().All(static row => row.ValueKind == JsonValueKind.Object),
        "session_id" or "started_at" => member.Value.ValueKind == JsonValueKind.String,
        _ => true,
    };

    private static bool IsId(string id)
    {
        try
        {
            RecordId.Check(id, "id");
            return true;
        }
        catch (InvalidInputException)
        {
            return false;
        }
    }
}
