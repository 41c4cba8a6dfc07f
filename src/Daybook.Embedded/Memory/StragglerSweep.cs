using Daybook.Durability.FileSystem;
using Daybook.Durability.Logs;
using Daybook.Memory;

namespace Daybook.Embedded.Memory;

/// <summary>
/// Brings home what a writer of another program added to a segment because it had the file open before the compaction: what is not
/// archived by age goes into the live log, unless its id is there already, and then the list says that the segment is sealed up to
/// its end. A crash between the two leaves records in both places, which readers tell by their ids, and the next sweep finishes.
/// </summary>
/// <remarks>Runs under the lock of <see cref="MemoryLog.LockRewriting"/>. Lines that hold no record stay where they are.</remarks>
internal sealed class StragglerSweep(EmbeddedPorts ports, MemoryPlaces places, EmbeddedOptions options)
{
    private const int BatchBytesMaximum = 4 << 20;

    /// <summary>Sweeps all segments.</summary>
    internal void Sweep()
    {
        IReadOnlyList<ArchiveSegment> segments =
            MemoryHistory.FindSegments(ports.FileSystem, places, ports.FileSystem.Stat(places.Log), new ProblemList());
        foreach (ArchiveSegment segment in segments)
        {
            if (segment.FindPlain() is { } file && file.Length > segment.Entry.SealedLength)
            {
                Sweep(segment);
            }
        }
    }

    private void Sweep(ArchiveSegment segment)
    {
        using IFile file = ports.FileSystem.Open(segment.Path, OpenMode.Read);
        if (!file.TryLock(LockMode.Exclusive))
        {
            // The straggler is writing at this moment; the next write comes by again.
            return;
        }

        long length = file.Stat().Length;
        HashSet<string> missing = FindMissing(segment);
        var batch = new List<ReadOnlyMemory<byte>>();
        int bytes = 0;
        using var reader = new LineReader(file, segment.Entry.SealedLength, length);
        while (reader.Read(out LogLine line))
        {
            if (MemoryLine.Read(line, []) is { } record && missing.Remove(MemoryHistory.KeyOf(record)))
            {
                batch.Add(LineShape.WithoutByteOrderMark(line).ToArray());
                bytes += line.Bytes.Length;
            }

            if (bytes >= BatchBytesMaximum)
            {
                Append(batch);
                bytes = 0;
            }
        }

        // What is there already may have been copied by a sweep that was killed or refused before its flush.
        Append(batch);
        NewLog().Confirm();
        SegmentList.Append(ports, places, options, segment.Entry with { SealedLength = length });
    }

    private void Append(List<ReadOnlyMemory<byte>> batch)
    {
        NewLog().Append(batch);
        batch.Clear();
    }

    private RareLog NewLog() => new(ports.FileSystem, MemoryLog.Options(places, options), ports.Clock, ports.Time);

    /// <summary>The keys of the records that belong into the live log and are neither there nor in the archive.</summary>
    private HashSet<string> FindMissing(ArchiveSegment segment)
    {
        var missing = new HashSet<string>(StringComparer.Ordinal);
        using (MemoryScan scan = segment.ScanStragglers(new ProblemList()))
        {
            while (scan.Read())
            {
                if (!segment.Entry.Boundary.Archives(scan.Current))
                {
                    missing.Add(MemoryHistory.KeyOf(scan.Current));
                }
            }
        }

        using MemoryHistory history = MemoryHistory.Open(ports.FileSystem, places, new ProblemList(), CancellationToken.None);
        foreach (MemoryRecord record in missing.Count > 0 ? history.ReadStored(idOrPrefix: null) : [])
        {
            missing.Remove(MemoryHistory.KeyOf(record));
        }

        return missing;
    }
}
