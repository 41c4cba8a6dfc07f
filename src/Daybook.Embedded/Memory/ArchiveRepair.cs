using System.Buffers;
using Daybook.Durability.Files;
using Daybook.Durability.FileSystem;
using Daybook.Durability.Logs;
using Daybook.Memory;

namespace Daybook.Embedded.Memory;

/// <summary>Mends the archive, under the lock of <see cref="MemoryLog.LockRewriting"/>. What it overwrites stands in the quarantine first.</summary>
internal sealed class ArchiveRepair(EmbeddedPorts ports, MemoryPlaces places, EmbeddedOptions options, Func<string, string> quarantineName)
{
    private readonly ArchiveCheck check = new(ports, places, options);
    private readonly MemoryCompactor compactor = new(ports, places, options);

    /// <summary>Mends what can be mended.</summary>
    internal void Repair(IProgress<long>? bytes, CancellationToken cancellationToken)
    {
        MendList();
        EndUnfinished(bytes, cancellationToken);
        TakeInUnlisted();
        compactor.TidyUp();
        MendLines();
    }

    /// <summary>Before anything else writes the log anew: the name in the archive must not become a file of its own.</summary>
    private void EndUnfinished(IProgress<long>? bytes, CancellationToken cancellationToken)
    {
        IReadOnlyList<SegmentEntry> listed = SegmentList.Read(ports.FileSystem, places, new ProblemList());
        if (compactor.FindOwnName() is { } own && listed.FirstOrDefault(entry => entry.Segment == own) is { } unfinished)
        {
            foreach (string leftover in compactor.Leftovers())
            {
                ports.FileSystem.Delete(leftover);
            }

            compactor.Finish(unfinished, bytes, cancellationToken);
        }
    }

    /// <summary>A segment that the list forgot counts as added to from its first byte: the sweep that follows brings home what is nowhere else.</summary>
    private void TakeInUnlisted()
    {
        IReadOnlyList<SegmentEntry> listed = SegmentList.Read(ports.FileSystem, places, new ProblemList());
        foreach (string name in check.FindUnlisted(listed))
        {
            string path = Path.Join(places.ArchiveDirectory, name);
            if (check.IsSecondName(path, listed))
            {
                ports.FileSystem.Delete(path);
                ports.FileSystem.SyncDirectory(places.ArchiveDirectory);
                continue;
            }

            string plain = ArchiveCheck.Plain(name);
            if (plain == name || IsExpanded(path, Path.Join(places.ArchiveDirectory, plain)))
            {
                SegmentList.Append(ports, places, options, new SegmentEntry(plain, 0, ArchiveBoundary.Nothing));
            }
        }
    }

    /// <summary>A compressed segment that is damaged stays as it is, and stays found.</summary>
    private bool IsExpanded(string gzipPath, string plainPath)
    {
        try
        {
            new SegmentCompression(ports, places).Expand(gzipPath, plainPath);
            return true;
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }

    private void MendList()
    {
        IReadOnlyList<SegmentEntry> listed = SegmentList.Read(ports.FileSystem, places, new ProblemList());
        var repeated = check.Listed(listed).Where(static one => one.IsRepeated).Select(static one => one.Name).ToHashSet(StringComparer.Ordinal);
        var lines = new SmallLogCheck(places.SegmentList, static line => SegmentLine.Read(line) is not null);
        if (repeated.Count == 0 && lines.Examine(ports.FileSystem, "").Count == 0)
        {
            return;
        }

        using var metrics = new DurabilityMetrics();
        new LogRewriter(ports.FileSystem, MemoryLog.SegmentList(places, options), ports.Clock, ports.Time, metrics).Rewrite(
            (line, replacement) => SegmentLine.Read(line) is { } entry && repeated.Contains(entry.Segment)
                ? LineVerdict.Drop
                : lines.Mend(line, replacement),
            quarantineName("segments"));
    }

    private void MendLines()
    {
        foreach (ArchiveSegment segment in MemoryHistory.FindSegments(ports.FileSystem, places, ports.FileSystem.Stat(places.Log), new ProblemList()))
        {
            bool hasMendable = false;
            long? end = segment.Visit(line => hasMendable = hasMendable || IsMendable(segment, line));
            if (hasMendable && end == segment.Entry.SealedLength)
            {
                SetAside(segment);
                new SegmentCompression(ports, places).Rewrite(
                    segment.FindPlain() is null ? segment.GzipPath : segment.Path, (line, replacement) => Mend(segment, line, replacement));
            }
        }
    }

    /// <summary>
    /// Seals an altered line anew, and overwrites one that holds no record, in as many bytes as it has. A line whose new seal has no room in it
    /// stays, and stays found; so does one that reaches beyond the sealed length, of which a writer may still be about to add the rest.
    /// </summary>
    private static LineVerdict Mend(ArchiveSegment segment, LogLine line, IBufferWriter<byte> replacement)
    {
        if (line.End > segment.Entry.SealedLength)
        {
            return LineVerdict.Keep;
        }

        if (ArchiveCheck.IsAlien(line))
        {
            PurgedLine.Write("", line.Bytes.Length, replacement);
            return LineVerdict.Replace;
        }

        return ArchiveCheck.IsAltered(line, segment.Entry.Boundary) && MemoryLine.ResealInPlace(line.Bytes, replacement)
            ? LineVerdict.Replace
            : LineVerdict.Keep;
    }

    private static bool IsMendable(ArchiveSegment segment, LogLine line) =>
        Mend(segment, line, new ArrayBufferWriter<byte>()) == LineVerdict.Replace;

    private void SetAside(ArchiveSegment segment)
    {
        DirectoryTree.Create(ports.FileSystem, places.QuarantineDirectory);
        new AtomicFile(ports.FileSystem, ports.NewTempName).Write(
            quarantineName("memory"),
            file =>
            {
                var output = new SequentialStream(file);
                segment.Visit(line =>
                {
                    if (IsMendable(segment, line))
                    {
                        output.Write(line.Bytes);
                        output.Write("\n"u8);
                    }
                });
            },
            FilePermissions.PrivateFile);
        DirectoryTree.SyncPlace(ports.FileSystem, places.QuarantineDirectory);
    }
}
