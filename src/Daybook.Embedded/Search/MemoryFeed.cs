using System.IO.Compression;
using Daybook.Durability.FileSystem;
using Daybook.Durability.Logs;
using Daybook.Embedded.Memory;
using Daybook.Memory;
using Daybook.Search;

namespace Daybook.Embedded.Search;

/// <summary>
/// Memory: the live log and the segments of its archive. A document is known by its place in the file, and its record is read there again when
/// it is shown; what was forgotten since is passed over then.
/// </summary>
internal sealed class MemoryFeed(EmbeddedPorts ports, MemoryPlaces places) : ISearchFeed
{
    private const int LinesPerBlock = 512;

    /// <inheritdoc/>
    public int Kind => 0;

    private IFileSystem FileSystem => ports.FileSystem;

    /// <inheritdoc/>
    public long Behind(IndexState state, ProblemList problems)
    {
        FileStat? live = FileSystem.Stat(places.Log);
        long behind = live is { } log ? LogFeed.Behind(state.Sources.GetValueOrDefault(places.Log), log, log.Length)
            : state.Sources.ContainsKey(places.Log) ? 1 : 0;
        IReadOnlyList<ArchiveSegment> segments = Segments(live);
        behind += segments.Sum(segment => BehindIn(state.Sources.GetValueOrDefault(segment.Path), segment));
        return behind + Gone(state, segments).Count();
    }

    /// <inheritdoc/>
    public void CatchUp(IndexWriting writing)
    {
        using IFile? live = places.OpenForReading(FileSystem);
        FileStat? stat = live?.Stat();
        IReadOnlyList<ArchiveSegment> segments = Segments(stat);
        foreach (IndexSource gone in Gone(writing.State, segments).ToArray())
        {
            writing.Drop(gone);
        }

        foreach (ArchiveSegment segment in segments)
        {
            if (writing.IsOver)
            {
                return;
            }

            Read(writing, segment);
        }

        if (live is not null && stat is { } log)
        {
            Read(writing, live, log);
        }
        else if (writing.State.Sources.TryGetValue(places.Log, out IndexSource? known))
        {
            writing.Drop(known);
        }
    }

    /// <inheritdoc/>
    public IEnumerable<SearchDocument> Read(ProblemList problems, CancellationToken cancellationToken)
    {
        using MemoryHistory history = MemoryHistory.Open(FileSystem, places, problems, cancellationToken);
        var successors = new Successors(FileSystem, places, history.Amendments, cancellationToken);
        foreach (MemoryRecord record in history.Read().Where(record => !successors.Replace(record)))
        {
            cancellationToken.ThrowIfCancellationRequested();

            // As in queries of memory: what was replaced would mislead.
            yield return SearchDocuments.From(record) with { Path = places.Log };
        }
    }

    /// <summary>The segment of a source; null for the live log.</summary>
    internal ArchiveSegment? FindSegment(string source) =>
        source == places.Log ? null : Segments(FileSystem.Stat(places.Log)).FirstOrDefault(segment => segment.Path == source);

    /// <summary>Opens the lines of a segment, packed or not, at an offset.</summary>
    /// <param name="segment">The segment.</param>
    /// <param name="from">The offset.</param>
    /// <param name="chunkBytes">How much is asked for at a time where it is not packed.</param>
    internal (LineReader Reader, IDisposable File, string Path)? OpenSegment(ArchiveSegment segment, long from, int chunkBytes = int.MaxValue)
    {
        if (FileSystem.OpenIfThere(segment.Path) is { } plain)
        {
            return (new LineReader(plain, from, segment.Entry.SealedLength, chunkBytes: chunkBytes), plain, segment.Path);
        }

        if (FileSystem.OpenIfThere(segment.GzipPath) is not { } packed)
        {
            return null;
        }

        var stream = new GZipStream(new SequentialStream(packed), CompressionMode.Decompress);
        return (new LineReader(stream, segment.Entry.SealedLength), packed, segment.GzipPath);
    }

    private static long BehindIn(IndexSource? known, ArchiveSegment segment) =>
        LogFeed.Lines(segment.Entry.SealedLength - (known?.Position ?? 0));

    private IReadOnlyList<ArchiveSegment> Segments(FileStat? live) => MemoryHistory.FindSegments(FileSystem, places, live, new ProblemList());

    /// <summary>Segments that are no more, or are other ones than those that were read.</summary>
    private IEnumerable<IndexSource> Gone(IndexState state, IReadOnlyList<ArchiveSegment> segments) => state.Sources.Values.Where(source =>
        source.Kind == Kind && source.Name != places.Log
        && segments.FirstOrDefault(segment => segment.Path == source.Name) is var segment
        && (segment is null || IsAnother(source, segment)));

    /// <summary>A segment never changes but by being packed; then it stands under another name, and what was read stays true.</summary>
    private static bool IsAnother(IndexSource source, ArchiveSegment segment) =>
        (segment.FindPlain() is { } plain && (!source.IsFile(plain) || source.Modified != plain.Modified.UtcTicks))
        || source.Length != segment.Entry.SealedLength;

    private void Read(IndexWriting writing, IFile live, FileStat stat)
    {
        IndexSource source = LogFeed.Continue(writing, places.Log, Kind, live, stat);
        if (!places.IsTracked)
        {
            LogFeed.ReadOn(writing, source, live, stat, stat.Length, (line, documents) => AddLive(line, documents, static (_, _) => true));
            return;
        }

        // Where git merges the log, a new line may repeat any other.
        if (source.Position > 0)
        {
            writing.Drop(source);
            source = source with { Position = 0, Lines = 0 };
        }

        RepeatedRecords repeats = RepeatedRecords.Find(live, stat.Length, CancellationToken.None);
        LogFeed.ReadOn(writing, source, live, stat, stat.Length, (line, documents) =>
        {
            long offset = line.Offset;
            AddLive(line, documents, (record, problems) => repeats.Admits(record, offset, problems));
        });
    }

    private void Read(IndexWriting writing, ArchiveSegment segment)
    {
        IndexSource source = writing.Source(segment.Path, Kind);
        if (source.Position >= segment.Entry.SealedLength)
        {
            return;
        }

        if (OpenSegment(segment, source.Position) is not { } opened)
        {
            // Doctor tells that it is gone; if it comes back it is another file than none.
            writing.Save(source with { Inode = 0, Length = segment.Entry.SealedLength, Position = segment.Entry.SealedLength });
            return;
        }

        source = (segment.FindPlain() is { } plain ? source.As(plain) : source with { Inode = 0 }) with { Length = segment.Entry.SealedLength };
        using IDisposable file = opened.File;
        using LineReader reader = opened.Reader;
        var block = new DocumentTerms();
        bool isMore = true;
        while (isMore && !writing.IsOver)
        {
            block.Clear();
            block.Lines = 0;
            isMore = ReadBlock(reader, opened.Path, source.Position, block, segment.Entry.Boundary);
            writing.Add(source, block);
            source = source with { Position = isMore ? Math.Max(block.End, source.Position) : segment.Entry.SealedLength, Lines = source.Lines + block.Lines };
        }

        writing.Save(source);
    }

    private static bool ReadBlock(LineReader reader, string path, long from, DocumentTerms block, ArchiveBoundary boundary)
    {
        try
        {
            while (block.Lines < LinesPerBlock)
            {
                if (!reader.Read(out LogLine line))
                {
                    return false;
                }

                if (line.Offset >= from)
                {
                    block.Lines++;
                    block.End = line.End;
                    AddArchived(line, path, block, boundary);
                }
            }

            return true;
        }
        catch (InvalidDataException)
        {
            // Compressed bytes that are damaged: doctor tells, and what came out before them was read.
            return false;
        }
    }

    private void AddLive(LogLine line, DocumentTerms documents, Func<MemoryRecord, ProblemList, bool> admits)
    {
        List<string> faults = [];
        MemoryRecord? record = MemoryLine.Read(line, faults);
        foreach (string fault in faults)
        {
            documents.Report(new Problem(places.Log, line.Number, line.Offset, fault));
        }

        var conflicts = new ProblemList();
        if (record is not null && admits(record, conflicts))
        {
            documents.Add(SearchDocuments.From(record), line.Offset, line.Number);
        }

        foreach (Problem conflict in conflicts.Items)
        {
            // Its line counts from the start of the file, and those here from the start of a part; the offset tells the place.
            documents.Report(conflict with { Line = null });
        }
    }

    /// <summary>A line that is not archived is copied into the live log, and is told there.</summary>
    private static void AddArchived(LogLine line, string path, DocumentTerms documents, ArchiveBoundary boundary)
    {
        List<string> faults = [];
        if (MemoryLine.Read(line, faults) is not { } record || !boundary.Archives(record))
        {
            return;
        }

        documents.Add(SearchDocuments.From(record), line.Offset, documents.Lines);
        foreach (string fault in faults)
        {
            documents.Report(new Problem(path, documents.Lines, line.Offset, fault));
        }
    }
}
