using System.Buffers;
using System.Text.Json;
using Daybook.Durability.Errors;
using Daybook.Durability.FileSystem;
using Daybook.Durability.Integrity;
using Daybook.Tasks;

namespace Daybook.Embedded.Tasks;

/// <summary>
/// The board at one position of the journal, so that a reader need not begin at the journal's start. One JSON document with one task on
/// each line, sealed; what is damaged or belongs to another journal is not used, and the next writer replaces it.
/// </summary>
internal sealed record Checkpoint(string JournalId, long Offset, long Seq, BoardSummary Summary, IReadOnlyList<TaskRecord> Tasks)
{
    /// <summary>The version of this document.</summary>
    internal const int Format = 1;

    private const int BytesMaximum = 1 << 30;

    /// <summary>From here on a second thread is worth its start.</summary>
    private const int ManyBytes = 1 << 20;

    private static ReadOnlySpan<byte> RowsBegin => "\"tasks\":[\n"u8;

    private static ReadOnlySpan<byte> RowsEnd => "\n]"u8;

    /// <summary>Reads a checkpoint; null where there is none that can be trusted.</summary>
    /// <exception cref="Daybook.Errors.NewerFormatException">A newer version wrote it.</exception>
    internal static Checkpoint? Read(IFileSystem fileSystem, string path)
    {
        try
        {
            return fileSystem.ReadAll(path, BytesMaximum) is { } content ? Parse(content.AsMemory().TrimEnd((byte)'\n'), path) : null;
        }
        catch (Exception failure) when (IsDamage(failure) || failure is RecordTooLargeException or UnsafeFileException or FileSystemException)
        {
            // The journal has everything that it has; doctor says what is wrong with it.
            return null;
        }
    }

    /// <summary>Whether an exception says that a document holds no checkpoint: a sum that is right proves no more than who made it knew how.</summary>
    internal static bool IsDamage(Exception failure) =>
        failure is JsonException or InvalidOperationException or KeyNotFoundException or FormatException or ArgumentException;

    /// <summary>The bytes of the document.</summary>
    internal byte[] Encode()
    {
        var json = new ArrayBufferWriter<byte>(4096 + (Tasks.Count * 512));
        using (var writer = new Utf8JsonWriter(json, TaskJson.WriterOptions))
        {
            WriteHead(writer);
            writer.Flush();
            json.Write(",\"tasks\":["u8);
            for (int index = 0; index < Tasks.Count; index++)
            {
                json.Write(index == 0 ? "\n"u8 : ",\n"u8);
                writer.Reset();
                TaskJson.Write(writer, Tasks[index]);
                writer.Flush();
            }
        }

        json.Write(Tasks.Count == 0 ? "\n\n]}"u8 : "\n]}"u8);
        var output = new ArrayBufferWriter<byte>(json.WrittenCount + SealedLine.SealBytes + 1);
        SealedLine.Write(json.WrittenSpan, output);
        output.Write("\n"u8);
        return output.WrittenSpan.ToArray();
    }

    /// <summary>The board as it was.</summary>
    internal TaskBoard ToBoard() => TaskBoard.From(Summary, Seq, Tasks);

    private void WriteHead(Utf8JsonWriter writer)
    {
        // The closing brace is left out: the tasks follow.
        writer.WriteStartObject();
        writer.WriteNumber("format"u8, Format);
        writer.WriteString("journal"u8, JournalId);
        writer.WriteNumber("offset"u8, Offset);
        writer.WriteNumber("seq"u8, Seq);
        writer.WritePropertyName("summary"u8);
        TaskJson.Write(writer, Summary);
        writer.WriteStartArray("sessions"u8);
        foreach (SessionRecord session in Summary.Sessions)
        {
            TaskJson.Write(writer, session);
        }

        writer.WriteEndArray();
    }

    private static Checkpoint? Parse(ReadOnlyMemory<byte> document, string path)
    {
        ReadOnlySpan<byte> content = document.Span;
        _ = CheckpointMark.Parse(content[..Math.Min(content.Length, CheckpointMark.HeadBytes)], path);
        int begin = content.IndexOf(RowsBegin);
        if (begin < 0 || SealedLine.Check(content) != SealState.Intact)
        {
            return null;
        }

        Checkpoint? head = ParseHead(content[..begin]);
        int rows = begin + RowsBegin.Length;
        int length = SealedLine.BodyOf(content)[rows..].LastIndexOf(RowsEnd);
        return head is null ? null : head with { Tasks = ParseRows(document.Slice(rows, length)) };
    }

    /// <summary>Parses many rows in two halves at once: a command waits for this.</summary>
    private static List<TaskRecord> ParseRows(ReadOnlyMemory<byte> rows)
    {
        int half = rows.Length < ManyBytes ? -1 : rows.Span[..(rows.Length / 2)].LastIndexOf((byte)'\n');
        if (half < 0)
        {
            return ParseRows(rows.Span);
        }

        Task<List<TaskRecord>> behind = Task.Run(() => ParseRows(rows.Span[half..]));
        List<TaskRecord> tasks = ParseRows(rows.Span[..half]);
        tasks.AddRange(behind.GetAwaiter().GetResult());
        return tasks;
    }

    private static List<TaskRecord> ParseRows(ReadOnlySpan<byte> rows)
    {
        var tasks = new List<TaskRecord>();
        foreach (Range row in rows.Split((byte)'\n'))
        {
            if (rows[row].TrimEnd((byte)',') is { Length: > 0 } task)
            {
                tasks.Add(TaskJson.ReadTask(task));
            }
        }

        return tasks;
    }

    private static Checkpoint? ParseHead(ReadOnlySpan<byte> head)
    {
        using JsonDocument document = JsonDocument.Parse((byte[])[.. head, .. "\"tasks\":[]}"u8]);
        JsonElement root = document.RootElement;
        if (root.GetProperty("format").GetInt32() != Format)
        {
            return null;
        }

        return new Checkpoint(
            root.GetProperty("journal").GetString() ?? "",
            root.GetProperty("offset").GetInt64(),
            root.GetProperty("seq").GetInt64(),
            TaskJson.ReadSummary(TextOf(root.GetProperty("summary"))) with
            {
                Sessions = [.. root.GetProperty("sessions").EnumerateArray().Select(static row => TaskJson.ReadSession(TextOf(row)))],
            },
            []);
    }

    private static byte[] TextOf(JsonElement element) => System.Text.Encoding.UTF8.GetBytes(element.GetRawText());
}
