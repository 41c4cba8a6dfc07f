using System.Buffers;
using Daybook.Durability.FileSystem;
using Daybook.Durability.Logs;

namespace Daybook.Embedded.Memory;

/// <summary>The list of the archive's segments, oldest first: <c>segments.jsonl</c>. Of several lines for one segment the last counts, in the place of the first.</summary>
internal static class SegmentList
{
    /// <summary>Reads the list; an archive without one is empty.</summary>
    internal static IReadOnlyList<SegmentEntry> Read(IFileSystem fileSystem, MemoryPlaces places, ProblemList problems)
    {
        if (fileSystem.Stat(places.SegmentList) is null)
        {
            return [];
        }

        var entries = new List<SegmentEntry>();
        var positions = new Dictionary<string, int>(StringComparer.Ordinal);
        using IFile file = fileSystem.Open(places.SegmentList, OpenMode.Read);
        using var reader = new LineReader(file, 0, file.Stat().Length);
        while (reader.Read(out LogLine line))
        {
            if (SegmentLine.Read(line) is not { } entry)
            {
                problems.Add(new Problem(places.SegmentList, line.Number, line.Offset, "the line names no segment as it should"));
            }
            else if (positions.TryAdd(entry.Segment, entries.Count))
            {
                entries.Add(entry);
            }
            else
            {
                entries[positions[entry.Segment]] = entry;
            }
        }

        return entries;
    }

    /// <summary>Adds a line. When it returns, the line survives power loss.</summary>
    internal static void Append(EmbeddedPorts ports, MemoryPlaces places, EmbeddedOptions options, SegmentEntry entry)
    {
        var line = new ArrayBufferWriter<byte>();
        SegmentLine.Write(entry, line);
        new RareLog(ports.FileSystem, MemoryLog.SegmentList(places, options), ports.Clock, ports.Time).Append([line.WrittenMemory]);
    }
}
