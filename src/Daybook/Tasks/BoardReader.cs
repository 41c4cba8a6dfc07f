using System.Text.Json;

namespace Daybook.Tasks;

/// <summary>Reads sessions, completed tasks and summaries from an object that a <see cref="JsonReading"/> stands at.</summary>
internal static class BoardReader
{
    internal static SessionRecord Session(ref JsonReading reading)
    {
        (string? id, string? agent, DateTimeOffset? started, DateTimeOffset? ended) = (null, null, null, null);
        (string? current, string? scope, long seq) = (null, null, 0);
        reading.Enter();
        while (reading.NextName())
        {
            if (reading.IsName("session_id"u8))
            {
                id = reading.Text();
            }
            else if (reading.IsName("agent"u8))
            {
                agent = reading.Text();
            }
            else if (reading.IsName("started_at"u8))
            {
                started = reading.Time();
            }
            else if (reading.IsName("ended_at"u8))
            {
                ended = reading.Time();
            }
            else if (reading.IsName("current_task_id"u8))
            {
                current = reading.Text();
            }
            else if (reading.IsName("scope"u8))
            {
                scope = reading.Text();
            }
            else if (reading.IsName("seq"u8))
            {
                seq = reading.Number() ?? 0;
            }
            else
            {
                reading.PassOver();
            }
        }

        return new SessionRecord
        {
            SessionId = id ?? throw new JsonException("the session has no id"),
            Agent = agent,
            StartedAt = started ?? throw new JsonException("the session has no started_at"),
            EndedAt = ended,
            CurrentTaskId = current,
            Scope = scope,
            Seq = seq,
        };
    }

    internal static CompletedTask Completed(ref JsonReading reading)
    {
        (string? id, string? name, DateTimeOffset? at, long? duration) = (null, null, null, null);
        reading.Enter();
        while (reading.NextName())
        {
            if (reading.IsName("id"u8))
            {
                id = reading.Text();
            }
            else if (reading.IsName("name"u8))
            {
                name = reading.Text();
            }
            else if (reading.IsName("completed_at"u8))
            {
                at = reading.Time();
            }
            else if (reading.IsName("duration_seconds"u8))
            {
                duration = reading.Number();
            }
            else
            {
                reading.PassOver();
            }
        }

        return new CompletedTask(
            id ?? throw new JsonException("a completed task has no id"),
            name ?? "",
            at ?? throw new JsonException("a completed task has no completed_at"),
            duration);
    }

    internal static BoardSummary Summary(ref JsonReading reading)
    {
        long token = 0;
        IReadOnlyList<CompletedTask> completed = [];
        DateTimeOffset? lost = null;
        OrderedDictionary<string, JsonElement>? extra = null;
        reading.Enter();
        while (reading.NextName())
        {
            if (reading.IsName("token"u8))
            {
                token = reading.Number() ?? 0;
            }
            else if (reading.IsName("completed"u8))
            {
                completed = reading.Objects(static (ref JsonReading done) => Completed(ref done));
            }
            else if (reading.IsName("journal_lost_at"u8))
            {
                lost = reading.Time();
            }
            else if (reading.IsName("extra"u8))
            {
                extra = reading.NextValue() ? Members(ref reading) : null;
            }
            else
            {
                reading.PassOver();
            }
        }

        return new BoardSummary { Token = token, Completed = completed, JournalLostAt = lost, Extra = JsonReading.Kept(extra) };
    }

    private static OrderedDictionary<string, JsonElement> Members(ref JsonReading reading)
    {
        OrderedDictionary<string, JsonElement>? members = null;
        reading.Enter();
        while (reading.NextName())
        {
            reading.Keep(ref members);
        }

        return members ?? [];
    }
}
