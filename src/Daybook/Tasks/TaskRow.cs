using System.Buffers.Text;
using System.Text;
using System.Text.Json;

namespace Daybook.Tasks;

/// <summary>
/// Reads a task that stands there exactly as <see cref="TaskJson"/> writes one that nobody holds: field after field, without looking for
/// names, which costs a fraction of reading JSON. Anything else is left to <see cref="TaskReader"/>. A command with ten thousand open
/// tasks spends most of its time here.
/// </summary>
internal ref struct TaskRow
{
    private ReadOnlySpan<byte> rest;
    private bool isPlain;

    /// <summary>The task; null where anything is spelt in another way, wrong or not.</summary>
    internal static TaskRecord? Read(ReadOnlySpan<byte> json)
    {
        var row = new TaskRow { rest = json, isPlain = true };
        TaskRecord task = row.ReadTask();
        return row.isPlain && row.IsAtEnd() ? task : null;
    }

    /// <summary>A list of texts behind its opening.</summary>
    internal IReadOnlyList<string> Texts(ReadOnlySpan<byte> opening)
    {
        isPlain = Skip(opening);
        List<string>? texts = null;
        while (isPlain && !Skip("]"u8))
        {
            isPlain = texts is null || Skip(","u8);
            (texts ??= []).Add(Text());
        }

        return texts is null ? [] : texts;
    }

    private TaskRecord ReadTask() => new()
    {
        Id = Required("{\"id\":"u8),
        Name = Required(",\"name\":"u8),
        Description = Optional(",\"description\":"u8),
        Status = Status(),
        Priority = (int)(Number(",\"priority\":"u8) ?? Refuse()),
        Tags = Texts(",\"tags\":["u8),
        ParentId = Optional(",\"parent_id\":"u8),
        DependsOn = Texts(",\"depends_on\":["u8),
        BlockedBy = Texts(",\"blocked_by\":["u8),
        CreatedAt = Time(",\"created_at\":"u8) ?? new DateTimeOffset(Refuse(), TimeSpan.Zero),
        StartedAt = Time(",\"started_at\":"u8),
        CompletedAt = Time(",\"completed_at\":"u8),
        DurationSeconds = Number(",\"duration_seconds\":"u8),
        FailureReason = Optional(",\"failure_reason\":"u8),
        Context = Context(),
        SessionId = Optional(",\"session_id\":"u8),
        Reopened = (int)(Number(",\"reopened\":"u8) ?? 0),
        Seq = Number(",\"seq\":"u8) ?? 0,
    };

    /// <summary>After the last member comes the brace, or the seal of a line.</summary>
    private bool IsAtEnd()
    {
        const int SealDigits = 8;
        return rest.SequenceEqual("}"u8)
            || (Skip(",\"crc32c\":\""u8) && rest.Length == SealDigits + 2 && rest.EndsWith("\"}"u8) && rest[..SealDigits].IndexOf((byte)'"') < 0);
    }

    private bool Skip(ReadOnlySpan<byte> expected)
    {
        bool isThere = isPlain && rest.StartsWith(expected);
        rest = isThere ? rest[expected.Length..] : rest;
        return isThere;
    }

    private long Refuse()
    {
        isPlain = false;
        return 0;
    }

    private string Required(ReadOnlySpan<byte> name)
    {
        string? text = Optional(name);
        isPlain = isPlain && text is not null;
        return text ?? "";
    }

    private string? Optional(ReadOnlySpan<byte> name) => Skip(name) ? Text() : null;

    /// <summary>A text of plain ASCII, escapes included.</summary>
    private string Text()
    {
        ReadOnlySpan<byte> text = rest.IsEmpty || rest[0] != (byte)'"' ? [] : rest[1..];
        int end = text.IndexOfAny((byte)'"', (byte)'\\');
        bool isEscaped = end >= 0 && text[end] == (byte)'\\';
        while (end >= 0 && text[end] == (byte)'\\')
        {
            int next = end + 2 < text.Length ? text[(end + 2)..].IndexOfAny((byte)'"', (byte)'\\') : -1;
            end = next < 0 ? -1 : end + 2 + next;
        }

        if (end < 0 || text[..end].IndexOfAnyExceptInRange((byte)' ', (byte)'~') >= 0)
        {
            isPlain = false;
            return "";
        }

        rest = text[(end + 1)..];
        return isEscaped ? Unescaped(text[..end]) : Encoding.ASCII.GetString(text[..end]);
    }

    private string Unescaped(ReadOnlySpan<byte> text)
    {
        // Half of a surrogate pair is for the other reader to refuse.
        if (text.IndexOf("\\uD"u8) >= 0 || text.IndexOf("\\ud"u8) >= 0)
        {
            isPlain = false;
            return "";
        }

        try
        {
            var reader = new Utf8JsonReader((byte[])[(byte)'"', .. text, (byte)'"']);
            reader.Read();
            return reader.GetString() ?? "";
        }
        catch (JsonException)
        {
            isPlain = false;
            return "";
        }
    }

    private TaskState Status()
    {
        bool isThere = Skip(",\"status\":"u8);
        TaskState? state = isThere && Skip("\"pending\""u8) ? TaskState.Pending
            : isThere && Skip("\"completed\""u8) ? TaskState.Completed
            : isThere && Skip("\"failed\""u8) ? TaskState.Failed
            : isThere && Skip("\"cancelled\""u8) ? TaskState.Cancelled
            : null;
        isPlain = isPlain && state is not null;
        return state ?? default;
    }

    private long? Number(ReadOnlySpan<byte> name)
    {
        if (!Skip(name))
        {
            return null;
        }

        bool isNumber = Utf8Parser.TryParse(rest, out long number, out int consumed) && number >= 0 && number <= int.MaxValue * 1000L;
        isPlain = isPlain && isNumber;
        rest = rest[consumed..];
        return number;
    }

    private DateTimeOffset? Time(ReadOnlySpan<byte> name)
    {
        if (!Skip(name))
        {
            return null;
        }

        bool isLong = rest.Length > UtcTime.Length + 2 && rest[0] == (byte)'"' && rest[UtcTime.Length] == (byte)'Z' && rest[UtcTime.Length + 1] == (byte)'"';
        DateTimeOffset? time = isLong ? UtcTime.Parse(rest.Slice(1, UtcTime.Length)) : null;
        isPlain = isPlain && time is not null;
        rest = isLong ? rest[(UtcTime.Length + 2)..] : rest;
        return time;
    }

    private TaskContext Context()
    {
        if (Skip(",\"context\":{\"files_modified\":[],\"decisions\":[]}"u8))
        {
            return TaskContext.Empty;
        }

        IReadOnlyList<string> files = Texts(",\"context\":{\"files_modified\":["u8);
        IReadOnlyList<string> decisions = Texts(",\"decisions\":["u8);
        isPlain = Skip("}"u8);
        return new TaskContext { FilesModified = files, Decisions = decisions };
    }
}
