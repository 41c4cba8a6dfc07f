using System.Buffers;
using Daybook.Durability.FileSystem;
using Daybook.Durability.Logs;
using Daybook.Memory;

namespace Daybook.Embedded.Memory;

/// <summary>What the entries of one log share while they decide, all of it used under the log's lock only.</summary>
internal sealed class MemoryWriting(IFileSystem fileSystem, MemoryPlaces places, TimeProvider time) : IDisposable
{
    private readonly MemoryLineWriter lines = new();
    private readonly DedupWindow window = new();
    private readonly AmendmentWatch amendments = new(fileSystem, places);
    private readonly SegmentWatch segments = new(fileSystem, places);
    private readonly IdFilter ids = new();

    /// <summary>Records of the batch under way: their lines are not in the file yet.</summary>
    private readonly Dictionary<string, MemoryRecord> pending = new(StringComparer.Ordinal);
    private LogView? batch;

    /// <summary>Whether records wait in a segment to be copied into the log.</summary>
    internal bool HasStragglers => segments.HasStragglers;

    /// <summary>Reads what was appended since the last entry, and tells the time.</summary>
    internal DateTimeOffset CatchUp(LogView view)
    {
        if (view != batch)
        {
            batch = view;
            pending.Clear();
            amendments.CatchUp();
            segments.CatchUp(view);
        }

        DateTimeOffset now = time.GetUtcNow();
        window.CatchUp(view, now);
        return now;
    }

    /// <summary>The first stored record with an id, wherever it is.</summary>
    /// <param name="view">The log.</param>
    /// <param name="id">The id.</param>
    /// <param name="archived">What the archive said of it a moment ago.</param>
    /// <exception cref="Daybook.Errors.ConflictException">It was forgotten.</exception>
    internal MemoryRecord? FindById(LogView view, string id, ArchivedId archived)
    {
        amendments.Current.RefuseForgotten(id);
        if ((archived.Record ?? segments.FindById(id, archived.SegmentsLookedAt)) is { } old)
        {
            return old;
        }

        return (ids.MayHold(view, id) ? FindInLog(view, id) : null) ?? pending.GetValueOrDefault(id);
    }

    /// <summary>The id of the earliest record with this key that was stored less than a day ago and is not forgotten.</summary>
    internal string? FindDuplicate(DedupKey key, LogView view) => window.Find(key, view, amendments.Current);

    /// <summary>Writes a record's line and remembers it for the entries that come after it.</summary>
    /// <param name="record">The record.</param>
    /// <param name="key">Its key.</param>
    /// <param name="isIdGiven">Whether another entry may bring the same id.</param>
    /// <param name="view">The log.</param>
    /// <param name="output">Takes the line.</param>
    internal void Write(MemoryRecord record, DedupKey? key, bool isIdGiven, LogView view, IBufferWriter<byte> output)
    {
        int length = lines.Write(record, view.File.Path, output);
        window.Remember(key, record, view.NextOffset, length);
        if (isIdGiven && record.Id is { } id)
        {
            pending.TryAdd(id, record);
        }
    }

    /// <summary>Forgets what was remembered, since nobody knows whether it is in the log.</summary>
    internal void Forget()
    {
        window.Invalidate();
        ids.Invalidate();
        pending.Clear();
    }

    public void Dispose() => lines.Dispose();

    private MemoryRecord? FindInLog(LogView view, string id)
    {
        long start = ids.StartFor(id);
        return FindBetween(view, start, view.Length, id) ?? FindBetween(view, 0, start, id);
    }

    private MemoryRecord? FindBetween(LogView view, long from, long until, string id)
    {
        using MemoryScan scan = MemoryScan.Forward(view.File, from, until, new ProblemList());
        MemoryRecord? found = scan.Find(id);
        if (found is not null)
        {
            ids.NoteFound(scan.Offset);
        }

        return found;
    }
}
