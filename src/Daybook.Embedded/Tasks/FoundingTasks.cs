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
    /// <summary>What a journal may begin with: beyond it not every program reads a number in JSON as it is.</summary>
    private const long CounterMax = 1L << 53;
    private const long SecondsMax = 1_000_000_000;
    private const string FilesName = "files_modified";
    private const string FoundSuffix = "_found";
    private const string DecisionsName = "decisions";

    private static readonly HashSet<string> TaskNames = new(StringComparer.Ordinal)
    {
        "id", "name", "status", "started_at", "completed_at", "duration_seconds", "context", "session_id", "claim",
    };

    /// <summary>What the document knows of the project; null where it says nothing.</summary>
    internal JsonElement? Context => Object(document, "memory");

    /// <summary>The number of the latest event that the document knows.</summary>
    internal long Seq => Counter("seq");

    /// <summary>The highest fencing token that the document knows of.</summary>
    internal long Token => Counter("token");

    /// <summary>The board's summary, its sessions included.</summary>
    internal BoardSummary Summary() => new()
    {
        Token = Token,
        Sessions = [.. Sessions()],
        Extra = Rest(document, CurrentView.IsOwn),
    };

    /// <summary>The tasks, the completed ones in the order in which they were completed.</summary>
    internal IReadOnlyList<TaskRecord> Tasks()
    {
        var given = new FoundingIds();
        List<TaskRecord> tasks = [.. Rows("completed_tasks").Reverse().Select(row => Task(row, TaskState.Completed, given))];
        if (Object(document, "current_task") is { } current)
        {
            tasks.Add(Task(current, null, given));
        }

        tasks.AddRange(Rows("in_progress").Select(row => Task(row, null, given)));
        return [.. tasks.DistinctBy(static task => task.Id, StringComparer.Ordinal)];
    }

    /// <summary>A counter that goes on from the document; one that no journal can have reached is somebody else's, and says nothing.</summary>
    private long Counter(string name) => Number(document, name) is { } number and >= 0 and <= CounterMax ? number : 0;

    private IEnumerable<SessionRecord> Sessions()
    {
        IEnumerable<JsonElement> rows = Rows("sessions").Prepend(document);
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
        };
    }

    private TaskRecord Task(JsonElement row, TaskState? known, FoundingIds given)
    {
        DateTimeOffset? started = Time(row, "started_at");
        TaskState state = known ?? TaskStateName.Parse(Text(row, "status") ?? "") ?? (started is null ? TaskState.Pending : TaskState.InProgress);
        DateTimeOffset? completed = Time(row, "completed_at") ?? (TaskStateName.IsFinished(state) ? started ?? now : null);
        long? seconds = Number(row, "duration_seconds");
        DateTimeOffset? begun = started ?? (seconds is >= 0 and < SecondsMax && completed is { } end && end.Ticks > SecondsMax * TimeSpan.TicksPerSecond ? end - TimeSpan.FromSeconds(seconds.Value) : completed);
        return new TaskRecord
        {
            Id = IdOf(row, given),
            Name = Text(row, "name") is { Length: > 0 } name ? name : "(without a name)",
            Status = state,
            CreatedAt = begun ?? now,
            StartedAt = state == TaskState.Pending ? null : begun,
            CompletedAt = TaskStateName.IsFinished(state) ? completed : null,
            DurationSeconds = seconds,
            Context = Object(row, "context") is { } context ? ContextOf(context) : TaskContext.Empty,
            SessionId = Text(row, "session_id") ?? (known is null ? Text(document, "session_id") : null),
            Extra = Rest(row, TaskNames.Contains),
        };
    }

    private static string IdOf(JsonElement task, FoundingIds given) => Text(task, "id") is { } id && IsId(id) ? id : given.For(task);

    private static TaskContext ContextOf(JsonElement context) => new()
    {
        FilesModified = Texts(context, FilesName),
        Decisions = Texts(context, DecisionsName),
        Values = OtherValues(context),
    };

    /// <summary>What a context holds beside its lists. A list that is none is kept under another name, since its own is taken.</summary>
    private static OrderedDictionary<string, JsonElement> OtherValues(JsonElement context)
    {
        OrderedDictionary<string, JsonElement> values = Rest(context, static name => name is FilesName or DecisionsName);
        foreach (string name in (ReadOnlySpan<string>)[FilesName, DecisionsName])
        {
            if (context.TryGetProperty(name, out JsonElement found) && !IsTexts(found))
            {
                values.TryAdd(name + FoundSuffix, found);
            }
        }

        return values;
    }

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

    private static OrderedDictionary<string, JsonElement> Rest(JsonElement row, Func<string, bool> isKnown)
    {
        var rest = new OrderedDictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (JsonProperty member in row.EnumerateObject().Where(member => !isKnown(member.Name)))
        {
            // The checksum of our lines has that name, and would take its place.
            rest[member.Name == SealedLine.MemberName ? member.Name + FoundSuffix : member.Name] = member.Value;
        }

        return rest;
    }

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
