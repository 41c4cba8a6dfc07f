using Daybook.Durability.FileSystem;
using Daybook.Durability.Integrity;
using Daybook.Memory;

namespace Daybook.Embedded.Memory;

/// <summary>
/// All of memory as one history, fixed when it is opened: the archive's segments, then the live log, then what a straggling writer
/// put into a segment and nobody has copied yet. Takes no lock, writes nothing, and is flat in memory.
/// </summary>
/// <remarks>
/// The live log is opened before the list of segments is read. A compaction lists the segment before it renames, so whichever log
/// was opened, the list has all that came before it. A segment that is the very file opened as the live log was listed after
/// that, or its compaction never came to the rename: it and all after it are left aside.
/// </remarks>
internal sealed partial class MemoryHistory : IDisposable
{
    private readonly MemoryPlaces places;
    private readonly ProblemList problems;
    private readonly CancellationToken cancellationToken;
    private readonly IFile? live;
    private readonly long liveLength;

    private RepeatedRecords? repeats;

    private MemoryHistory(IFileSystem fileSystem, MemoryPlaces places, ProblemList problems, CancellationToken cancellationToken)
    {
        this.places = places;
        this.cancellationToken = cancellationToken;
        this.problems = problems;
        live = places.OpenForReading(fileSystem);
        try
        {
            liveLength = live?.Stat().Length ?? 0;
            Segments = FindSegments(fileSystem, places, live?.Stat(), problems);
            Amendments = Amendments.Read(fileSystem, places, problems);
        }
        catch
        {
            live?.Dispose();
            throw;
        }
    }

    /// <summary>The archive, oldest segment first.</summary>
    internal IReadOnlyList<ArchiveSegment> Segments { get; }

    /// <summary>What was said about records later.</summary>
    internal Amendments Amendments { get; }

    /// <summary>The bytes of the live log and of the records that were archived from it.</summary>
    internal long Bytes => liveLength + Segments.Sum(static segment => segment.Entry.SealedLength);

    /// <summary>Opens it as it is now; what was acknowledged before is in it.</summary>
    internal static MemoryHistory Open(IFileSystem fileSystem, MemoryPlaces places, ProblemList problems, CancellationToken cancellationToken) =>
        new(fileSystem, places, problems, cancellationToken);

    /// <summary>The segments that a reader of this live log must read too.</summary>
    internal static IReadOnlyList<ArchiveSegment> FindSegments(IFileSystem fileSystem, MemoryPlaces places, FileStat? live, ProblemList problems)
    {
        var segments = new List<ArchiveSegment>();
        var files = new List<FileStat>();
        var unread = new UnreadLines(fileSystem, places);
        foreach (SegmentEntry entry in SegmentList.Read(fileSystem, places, problems))
        {
            var segment = new ArchiveSegment(fileSystem, places.ArchiveDirectory, entry, unread);
            FileStat? plain = segment.FindPlain();
            if (live is { } log && plain?.IsSameFile(log) == true)
            {
                break;
            }

            if (plain is { } file && files.Exists(file.IsSameFile))
            {
                problems.Add(new Problem(segment.Path, null, null, "the archive's list names this file a second time; it is read once"));
                continue;
            }

            files.AddRange(plain is { } known ? [known] : []);
            segments.Add(segment);
        }

        return segments;
    }

    /// <summary>All records that are not forgotten, first stored first.</summary>
    internal IEnumerable<MemoryRecord> Read() => Read(since: null, idOrPrefix: null, glance: null);

    /// <summary>Those that can lie within a time: segments that are older as a whole are not opened.</summary>
    internal IEnumerable<MemoryRecord> ReadSince(DateTimeOffset since) => Read(since, idOrPrefix: null, glance: null);

    /// <summary>
    /// Those that a query may find. A line that a glance excludes is not read, but one whose seal is broken is. A line whose seal is whole is a record,
    /// which needs no look at its structure.
    /// </summary>
    internal IEnumerable<MemoryRecord> ReadFor(MemoryMatcher matcher, DateTimeOffset since) => Read(
        since,
        idOrPrefix: null,
        line => !(matcher.Lacks(line) && SealedLine.Check(line) == SealState.Intact) && (matcher.MayMatch(line) || LineSeal.IsAltered(line)));

    /// <summary>Those whose own line names a better record, and a few others.</summary>
    internal IEnumerable<MemoryRecord> ReadNamingBetter() =>
        Read(since: null, idOrPrefix: null, static line => line.IndexOf("superseded_by"u8) >= 0 || line.IndexOf("\\u00"u8) >= 0);

    /// <summary>Those whose line has this text in it.</summary>
    internal IEnumerable<MemoryRecord> ReadFor(string idOrPrefix) => Read(since: null, idOrPrefix, glance: null);

    /// <summary>What stands in the archive and in the live log, forgotten or not, and no straggler.</summary>
    internal IEnumerable<MemoryRecord> ReadStored(string? idOrPrefix) => ReadStored(since: null, idOrPrefix, glance: null);

    public void Dispose() => live?.Dispose();

    private IEnumerable<MemoryRecord> Read(DateTimeOffset? since, string? idOrPrefix, LineGlance? glance)
    {
        foreach (MemoryRecord record in ReadStored(since, idOrPrefix, glance).Concat(ReadStragglers(idOrPrefix)))
        {
            if (Amendments.Apply(record) is { } amended)
            {
                yield return amended;
            }
        }
    }

    private IEnumerable<MemoryRecord> ReadStored(DateTimeOffset? since, string? idOrPrefix, LineGlance? glance)
    {
        foreach (ArchiveSegment segment in Segments.Where(segment => since is null || segment.Entry.Boundary.Cutoff > since))
        {
            using MemoryScan scan = segment.ScanArchived(problems).For(idOrPrefix).Glancing(glance);
            while (scan.Read())
            {
                yield return scan.Current;
            }
        }

        foreach ((MemoryRecord record, long offset) in live is null ? [] : LiveBlocks.Read(live, liveLength, problems, scan => scan.For(idOrPrefix).Glancing(glance)))
        {
            // Whoever looks for an id takes the first record anyway.
            if (idOrPrefix is not null || Repeats.Admits(record, offset, problems))
            {
                yield return record;
            }
        }
    }

    private RepeatedRecords Repeats =>
        repeats ??= live is null ? RepeatedRecords.None : places.RepeatsIn(live, liveLength, cancellationToken);
}
