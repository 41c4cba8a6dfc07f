using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Daybook.Tasks;

namespace Daybook.Embedded.Tasks;

/// <summary>What <c>current.json</c> says: the founding shape first, then what is Daybook's own. docs/FORMAT.md has the fields.</summary>
internal sealed record CurrentView
{
    /// <summary>How many tasks in progress, and how many sessions, are listed; the rest is counted.</summary>
    private const int ListMax = 200;

    /// <summary>How much is written of tasks in progress before the rest is only counted: the document must stay one that is read again.</summary>
    private const int ListBytesMax = 8 << 20;

    private static readonly JsonWriterOptions Indented = new()
    {
        Indented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.Default,
        SkipValidation = true,
    };

    private static readonly HashSet<string> OwnNames = new(StringComparer.Ordinal)
    {
        "session_id", "started_at", "current_task", "completed_tasks", "memory", "schema_version", "seq", "token", "sessions",
        "in_progress", "in_progress_total", "crc32c",
    };

    internal required long Seq { get; init; }

    internal required BoardSummary Summary { get; init; }

    internal required SessionRecord? Session { get; init; }

    internal required TaskRecord? CurrentTask { get; init; }

    internal required IReadOnlyList<TaskRecord> InProgress { get; init; }

    /// <summary>Whether a name means something in this document.</summary>
    internal static bool IsOwn(string name) => OwnNames.Contains(name);

    /// <summary>What a board amounts to now.</summary>
    internal static CurrentView Of(TaskBoard board, long seq)
    {
        SessionRecord? session = board.LatestSession;
        return new CurrentView
        {
            Seq = seq,
            Summary = board.Summary,
            Session = session,
            CurrentTask = session?.CurrentTaskId is { } id ? board.Find(id) : null,
            InProgress = [.. board.InProgress],
        };
    }

    /// <summary>The bytes of the document, with the project's context in it.</summary>
    internal byte[] Encode(IReadOnlyDictionary<string, JsonElement> context)
    {
        var json = new ArrayBufferWriter<byte>(4096);
        using (var writer = new Utf8JsonWriter(json, Indented))
        {
            writer.WriteStartObject();
            WriteFounding(writer, context);
            WriteOwn(writer);
            foreach ((string name, JsonElement value) in Summary.Extra)
            {
                writer.WritePropertyName(name);
                value.WriteTo(writer);
            }

            writer.WriteEndObject();
        }

        return CurrentFile.Seal(json.WrittenSpan);
    }

    private void WriteFounding(Utf8JsonWriter writer, IReadOnlyDictionary<string, JsonElement> context)
    {
        if (Session is { } session)
        {
            writer.WriteString("session_id"u8, session.SessionId);
            WriteTime(writer, "started_at"u8, session.StartedAt);
        }

        if (CurrentTask is { } task)
        {
            writer.WritePropertyName("current_task"u8);
            Write(writer, task);
        }

        writer.WriteStartArray("completed_tasks"u8);
        foreach (CompletedTask done in Summary.Completed)
        {
            TaskJson.Write(writer, done);
        }

        writer.WriteEndArray();
        writer.WriteStartObject("memory"u8);
        foreach ((string name, JsonElement value) in context)
        {
            writer.WritePropertyName(name);
            value.WriteTo(writer);
        }

        writer.WriteEndObject();
    }

    private void WriteOwn(Utf8JsonWriter writer)
    {
        writer.WriteNumber("schema_version"u8, CurrentFile.SchemaSupported);
        writer.WriteNumber("seq"u8, Seq);
        writer.WriteNumber("token"u8, Summary.Token);
        writer.WriteStartArray("sessions"u8);
        foreach (SessionRecord session in Summary.Sessions.OrderByDescending(static session => session.Seq).Take(ListMax))
        {
            TaskJson.Write(writer, session.Outline());
        }

        writer.WriteEndArray();
        writer.WriteStartArray("in_progress"u8);
        long begin = writer.BytesCommitted + writer.BytesPending;
        foreach (TaskRecord task in InProgress.Order(TaskOrder.Instance).Take(ListMax))
        {
            if (writer.BytesCommitted + writer.BytesPending - begin > ListBytesMax)
            {
                break;
            }

            Write(writer, task);
        }

        writer.WriteEndArray();
        writer.WriteNumber("in_progress_total"u8, InProgress.Count);
    }

    private static void Write(Utf8JsonWriter writer, TaskRecord task)
    {
        writer.WriteStartObject();
        writer.WriteString("id"u8, task.Id);
        writer.WriteString("name"u8, task.Name);
        writer.WriteString("status"u8, TaskStateName.Of(task.Status));
        WriteTime(writer, "started_at"u8, task.StartedAt ?? task.CreatedAt);
        writer.WritePropertyName("context"u8);
        TaskJson.Write(writer, task.Context);
        if (task.SessionId is { } session)
        {
            writer.WriteString("session_id"u8, session);
        }

        if (task.Claim is { } claim)
        {
            writer.WritePropertyName("claim"u8);
            TaskJson.Write(writer, claim.Outline());
        }

        foreach ((string name, JsonElement value) in task.Extra)
        {
            writer.WritePropertyName(name);
            value.WriteTo(writer);
        }

        writer.WriteEndObject();
    }

    private static void WriteTime(Utf8JsonWriter writer, ReadOnlySpan<byte> name, DateTimeOffset time)
    {
        Span<byte> utf8 = stackalloc byte[UtcTime.Length];
        UtcTime.Format(time, utf8);
        writer.WriteString(name, utf8);
    }
}
