using System.Buffers;
using System.Text.Json;
using Daybook.Durability.Logs;
using Daybook.Memory;

namespace Daybook.Embedded.Memory;

/// <summary>One line of <c>segments.jsonl</c>. Docs: FORMAT.md.</summary>
internal static class SegmentLine
{
    /// <summary>Reads a line; null where it does not name a segment as it should.</summary>
    internal static SegmentEntry? Read(LogLine line)
    {
        using JsonDocument? document = JsonLine.Parse(line);
        if (document is null)
        {
            return null;
        }

        JsonElement root = document.RootElement;
        return JsonLine.Text(root, "segment") is { } name && SegmentEntry.IsName(name)
            && root.TryGetProperty("sealed_length", out JsonElement length) && length.ValueKind == JsonValueKind.Number
            && length.TryGetInt64(out long bytes) && bytes >= 0
            && JsonLine.Time(root, "cutoff") is { } cutoff && JsonLine.Time(root, "written_before") is { } writtenBefore
                ? new SegmentEntry(name, bytes, new ArchiveBoundary(cutoff, writtenBefore))
                : null;
    }

    /// <summary>Writes a line without its newline.</summary>
    internal static void Write(SegmentEntry entry, IBufferWriter<byte> output) => JsonLine.Write(
        writer =>
        {
            writer.WriteString("segment", entry.Segment);
            writer.WriteNumber("sealed_length", entry.SealedLength);
            JsonLine.WriteTime(writer, "cutoff", entry.Boundary.Cutoff);
            JsonLine.WriteTime(writer, "written_before", entry.Boundary.WrittenBefore);
        },
        output);
}
