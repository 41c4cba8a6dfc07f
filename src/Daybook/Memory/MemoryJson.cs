using System.Text.Encodings.Web;
using System.Text.Json;

namespace Daybook.Memory;

/// <summary>
/// The JSON form of a record: the same on disk, on the command line and for agents. Written by hand, field by field, because every add passes
/// through it.
/// </summary>
public static class MemoryJson
{
    /// <summary>
    /// How a writer for <see cref="Write"/> is made. Everything outside of plain ASCII is escaped, so that no control character, direction
    /// mark or line separator reaches a terminal or a line-wise reader raw. The writer's own checks are off, since nothing but
    /// <see cref="Write"/> decides what is written.
    /// </summary>
    public static JsonWriterOptions WriterOptions { get; } = new()
    {
        Encoder = JavaScriptEncoder.Default,
        SkipValidation = true,
    };

    /// <summary>
    /// Writes a record as one object in the fixed order of its fields, <see cref="MemoryRecord.Extra"/> last. What is absent or empty is left
    /// out; text that is empty but present is written.
    /// </summary>
    public static void Write(Utf8JsonWriter writer, MemoryRecord record)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.WriteStartObject();
        WriteFields(writer, record);
        writer.WriteEndObject();
    }

    /// <summary>Writes the fields of a record, as <see cref="Write"/> does, into an object that has more to say.</summary>
    public static void WriteFields(Utf8JsonWriter writer, MemoryRecord record)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(record);
        WriteText(writer, MemoryField.Id, record.Id);
        WriteText(writer, MemoryField.Type, record.Type);
        WriteTime(writer, MemoryField.Timestamp, record.Timestamp);
        WriteText(writer, MemoryField.Repo, record.Repo);
        WriteText(writer, MemoryField.Sha, record.Sha);
        if (record.PrNumber is { } number)
        {
            writer.WriteNumber(MemoryFields.NameOf(MemoryField.PrNumber), number);
        }

        WriteText(writer, MemoryField.Source, record.Source);
        WriteText(writer, MemoryField.Severity, record.Severity);
        WriteText(writer, MemoryField.Fingerprint, record.Fingerprint);
        WriteText(writer, MemoryField.Title, record.Title);
        WriteText(writer, MemoryField.Summary, record.Summary);
        WritePaths(writer, record.Paths);
        WriteLinks(writer, record.Links);
        WriteMetadata(writer, record.Metadata);
        WriteTime(writer, MemoryField.RecordedAt, record.RecordedAt);
        WriteText(writer, MemoryField.SupersededBy, record.SupersededBy);
        WriteText(writer, MemoryField.SessionId, record.SessionId);
        WriteText(writer, MemoryField.TaskId, record.TaskId);
        WriteText(writer, MemoryField.RunId, record.RunId);
        WriteText(writer, MemoryField.OperationId, record.OperationId);
        WriteMembers(writer, record.Extra);
    }

    /// <summary>
    /// Reads a record from one line. Any shape of any earlier writer is accepted: fields in any order, unknown fields and known ones with a
    /// value of another type (both go to <see cref="MemoryRecord.Extra"/>), times without an offset (UTC) or as numbers, links as texts or as
    /// objects. A <c>crc32c</c> field is passed over; whoever read the line checks it.
    /// </summary>
    /// <param name="line">The line, with or without its end.</param>
    /// <param name="oddities">Receives a phrase for each thing that was read otherwise than it is written today.</param>
    /// <exception cref="JsonException">
    /// The line is not one JSON object of valid UTF-8 with distinct names at every level, at most <see cref="MemoryRules.DepthMax"/> levels
    /// deep and without half surrogate pairs. The message says which.
    /// </exception>
    public static MemoryRecord Read(ReadOnlySpan<byte> line, ICollection<string>? oddities) =>
        TryReadPlain(line) ?? MemoryReader.Read(line, oddities);

    private static MemoryRecord? TryReadPlain(ReadOnlySpan<byte> line)
    {
        try
        {
            return MemorySkim.TryRead(line, out MemorySkim skim) ? skim.ToRecord() : null;
        }
        catch (JsonException)
        {
            // Links or metadata that are no JSON: the full reader says where in the line.
            return null;
        }
    }

    private static void WriteText(Utf8JsonWriter writer, MemoryField field, string? text)
    {
        if (text is not null)
        {
            writer.WriteString(MemoryFields.NameOf(field), text);
        }
    }

    private static void WriteTime(Utf8JsonWriter writer, MemoryField field, DateTimeOffset? time)
    {
        if (time is { } value)
        {
            Span<byte> utf8 = stackalloc byte[UtcTime.Length];
            UtcTime.Format(value, utf8);
            writer.WriteString(MemoryFields.NameOf(field), utf8);
        }
    }

    private static void WritePaths(Utf8JsonWriter writer, IReadOnlyList<string> paths)
    {
        if (paths.Count == 0)
        {
            return;
        }

        writer.WriteStartArray(MemoryFields.NameOf(MemoryField.Paths));
        foreach (string path in paths)
        {
            writer.WriteStringValue(path);
        }

        writer.WriteEndArray();
    }

    private static void WriteLinks(Utf8JsonWriter writer, IReadOnlyList<MemoryLink> links)
    {
        if (links.Count == 0)
        {
            return;
        }

        writer.WriteStartArray(MemoryFields.NameOf(MemoryField.Links));
        foreach (MemoryLink link in links)
        {
            writer.WriteStartObject();
            writer.WriteString("url"u8, link.Url);
            if (link.Type is { } type)
            {
                writer.WriteString("type"u8, type);
            }

            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void WriteMetadata(Utf8JsonWriter writer, IReadOnlyDictionary<string, JsonElement> metadata)
    {
        if (metadata.Count > 0)
        {
            writer.WriteStartObject(MemoryFields.NameOf(MemoryField.Metadata));
            WriteMembers(writer, metadata);
            writer.WriteEndObject();
        }
    }

    private static void WriteMembers(Utf8JsonWriter writer, IReadOnlyDictionary<string, JsonElement> members)
    {
        if (members.Count == 0)
        {
            return;
        }

        foreach ((string name, JsonElement value) in members)
        {
            writer.WritePropertyName(name);
            value.WriteTo(writer);
        }
    }
}
