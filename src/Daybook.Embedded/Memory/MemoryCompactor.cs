using System.Buffers;
using Daybook.Durability.Errors;
using Daybook.Durability.Files;
using Daybook.Durability.FileSystem;
using Daybook.Durability.Locks;
using Daybook.Durability.Logs;
using Daybook.Errors;
using Daybook.Memory;

namespace Daybook.Embedded.Memory;

/// <summary>
/// Moves old records out of the live log. The records that stay are copied aside; the log as it is gets a second name in the
/// archive; the list says up to where and by which boundary that segment counts; the copy is renamed into place. Before the
/// rename the segment is the live log itself and readers leave it aside, after it they read it: at every step each record
/// counts once.
/// </summary>
internal sealed class MemoryCompactor(EmbeddedPorts ports, MemoryPlaces places, EmbeddedOptions options)
{
    /// <summary>Compacts, and brings the archive up to date beforehand.</summary>
    /// <param name="retentionDays">How many days back records stay.</param>
    /// <param name="isDryRun">Whether it is only counted.</param>
    /// <param name="bytes">Told how far the log is read.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    internal MemoryCompacted Compact(int retentionDays, bool isDryRun, IProgress<long>? bytes, CancellationToken cancellationToken)
    {
        bool isEmpty = ports.FileSystem.Stat(places.Log) is null;
        if (places.IsTracked && !isEmpty)
        {
            throw new ConflictException($"{places.Log} is tracked by git; a compaction would move old records into this machine's archive, and out of everybody else's memory")
            {
                Path = places.Log,
                Hint = "leave it as it is: queries look within retention only",
            };
        }

        ArchiveBoundary boundary = ArchiveBoundary.At(ports.Time.GetUtcNow(), retentionDays);
        if (isDryRun || isEmpty)
        {
            ArchiveMender would = Measure(boundary, bytes, cancellationToken);
            return new MemoryCompacted(would.Moved, would.Kept, null);
        }

        using FileLock held = MemoryLog.LockRewriting(ports, places, options, options.LockWait);
        TidyUp();
        ArchiveMender measured = Measure(boundary, bytes, cancellationToken);
        return measured.Moved == 0 ? new MemoryCompacted(0, measured.Kept, null) : Archive(boundary, bytes, cancellationToken);
    }

    /// <summary>What is due in the archive at a compaction or repair, under their lock: stragglers come home, day-old segments are compressed, dead copies go.</summary>
    internal void TidyUp()
    {
        foreach (string leftover in Leftovers())
        {
            ports.FileSystem.Delete(leftover);
        }

        new StragglerSweep(ports, places, options).Sweep();
        new SegmentCompression(ports, places).CompressAged();
    }

    /// <summary>Carries a compaction to its end that listed its segment and died before the rename, under the lock.</summary>
    internal void Finish(SegmentEntry unfinished, IProgress<long>? bytes, CancellationToken cancellationToken) =>
        Archive(unfinished.Boundary, bytes, cancellationToken);

    /// <summary>Copies that a killed compaction, purge or repair left: nothing refers to them.</summary>
    internal IEnumerable<string> Leftovers()
    {
        foreach (string directory in new[] { places.ArchiveDirectory, places.QuarantineDirectory })
        {
            foreach (string name in ports.FileSystem.Stat(directory) is null ? [] : ports.FileSystem.List(directory))
            {
                if (name.EndsWith(AtomicFile.TempSuffix, StringComparison.Ordinal)
                    && name.TrimStart('.').StartsWith(SegmentEntry.Prefix, StringComparison.Ordinal))
                {
                    yield return Path.Join(directory, name);
                }
            }
        }
    }

    /// <summary>The name in the archive that the live log has already, from a compaction that died.</summary>
    internal string? FindOwnName()
    {
        if (ports.FileSystem.Stat(places.Log) is not { } log || ports.FileSystem.Stat(places.ArchiveDirectory) is null)
        {
            return null;
        }

        return ports.FileSystem.List(places.ArchiveDirectory).FirstOrDefault(name =>
            SegmentEntry.IsName(name) && ports.FileSystem.Stat(Path.Join(places.ArchiveDirectory, name))?.IsSameFile(log) == true);
    }

    private MemoryCompacted Archive(ArchiveBoundary boundary, IProgress<long>? bytes, CancellationToken cancellationToken)
    {
        using var metrics = new DurabilityMetrics();
        var rewriter = new LogRewriter(ports.FileSystem, MemoryLog.Options(places, options), ports.Clock, ports.Time, metrics);

        // Under a second name the same file would count twice.
        string name = FindOwnName() ?? SegmentEntry.NewName(ports.Time.GetUtcNow(), ports.Ids.NewId());
        var mender = new ArchiveMender(boundary, cancellationToken);
        rewriter.Replace(
            mender.Mend,
            Path.Join(places.ArchiveDirectory, name),
            length => SegmentList.Append(ports, places, options, new SegmentEntry(name, length, boundary)),
            bytes);
        SettleIfPossible(Path.Join(places.ArchiveDirectory, name));
        return new MemoryCompacted(mender.Moved, mender.Kept, name);
    }

    /// <summary>
    /// A segment is Daybook's own file, whatever permissions another system gave the log that it was. And a writer that had the log open may
    /// have just written to it. The compaction is done by now; what fails here the next write does, or doctor.
    /// </summary>
    private void SettleIfPossible(string segment)
    {
        try
        {
            using (IFile file = ports.FileSystem.Open(segment, OpenMode.Read))
            {
                file.SetPermissions(FilePermissions.PrivateFile);
            }

            new StragglerSweep(ports, places, options).Sweep();
        }
        catch (DurabilityException)
        {
        }
    }

    private ArchiveMender Measure(ArchiveBoundary boundary, IProgress<long>? bytes, CancellationToken cancellationToken)
    {
        var mender = new ArchiveMender(boundary, cancellationToken);
        using IFile? log = places.OpenForReading(ports.FileSystem);
        if (log is not null)
        {
            var nowhere = new ArrayBufferWriter<byte>();
            using var reader = new LineReader(log, 0, log.Stat().Length);
            while (reader.Read(out LogLine line))
            {
                mender.Mend(line, nowhere);
                bytes?.Report(line.End);
            }
        }

        return mender;
    }
}
