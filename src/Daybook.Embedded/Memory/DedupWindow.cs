using Daybook.Durability.Logs;
using Daybook.Memory;

namespace Daybook.Embedded.Memory;

/// <summary>
/// The records of the last day by their key, found from the end of the log backwards. A warm process keeps it and reads only
/// what was appended since. Holds offsets, not records: some 30 bytes each. Used under the log's lock only.
/// </summary>
internal sealed class DedupWindow
{
    /// <summary>
    /// Clocks step and foreign records carry the time of their event, so one older record does not mean that all before it are;
    /// a thousand in a row do.
    /// </summary>
    private const int OlderRecordsMaximum = 1_000;

    private const int None = -1;

    private readonly Dictionary<int, int> newestByHash = [];
    private readonly List<Candidate> candidates = [];
    private readonly Dictionary<DedupKey, string> pending = [];
    private LogView? batch;
    private DateTimeOffset now;
    private ulong identity;
    private long scannedTo = None;
    private long pendingEnd;
    private int pruneAt = 1024;

    /// <summary>Reads what was appended since the last call.</summary>
    internal void CatchUp(LogView view, DateTimeOffset time)
    {
        now = time;
        if (view != batch)
        {
            // The entries of one batch share a view; the lines of an earlier one are in the file by now, or gone.
            batch = view;
            pending.Clear();
        }

        if (scannedTo == None || view.Identity != identity || view.Length < scannedTo)
        {
            Rebuild(view);
            return;
        }

        if (view.Length == scannedTo)
        {
            return;
        }

        // Up to here they are our own, remembered when they were written.
        scannedTo = Math.Max(scannedTo, Math.Min(pendingEnd, view.Length));
        using MemoryScan scan = MemoryScan.Forward(view.File, scannedTo, view.Length, new ProblemList());
        while (scan.ReadKey(out DedupKey? key, out DateTimeOffset? writeTime))
        {
            Add(key, writeTime, scan.Offset);
        }

        scannedTo = view.Length;
    }

    /// <summary>The id of the first record with this key that was stored less than a day ago and is not forgotten.</summary>
    internal string? Find(DedupKey key, LogView view, Amendments amendments)
    {
        string? first = null;
        long firstOffset = view.Length;
        int index = newestByHash.GetValueOrDefault(key.GetHashCode(), None);
        for (; index != None; index = candidates[index].Previous)
        {
            Candidate candidate = candidates[index];
            if (IsRecent(candidate.Ticks) && candidate.Offset < firstOffset
                && ReadAt(view, candidate.Offset) is { Id: { } id } record && DedupKey.Of(record) == key
                && amendments.FindForgotten(id) is null)
            {
                first = id;
                firstOffset = candidate.Offset;
            }
        }

        return first ?? pending.GetValueOrDefault(key);
    }

    /// <summary>Remembers a line that this batch is about to write.</summary>
    internal void Remember(DedupKey? key, MemoryRecord record, long offset, int length)
    {
        pendingEnd = offset + length + 1;
        if (key is { } known && record.WriteTime is { } at && IsRecent(at.UtcTicks))
        {
            Add(known.GetHashCode(), at.UtcTicks, offset);
            pending.TryAdd(known, record.Id ?? "");
        }
    }

    /// <summary>Forgets everything; the next call reads the log again.</summary>
    internal void Invalidate() => scannedTo = None;

    private bool IsRecent(long ticks) => Math.Abs(now.UtcTicks - ticks) < MemoryRules.DedupWindow.Ticks;

    private static MemoryRecord? ReadAt(LogView view, long offset)
    {
        using MemoryScan scan = MemoryScan.Forward(view.File, offset, view.Length, new ProblemList());
        return scan.Read() && scan.Offset == offset ? scan.Current : null;
    }

    private void Rebuild(LogView view)
    {
        scannedTo = None;
        newestByHash.Clear();
        candidates.Clear();
        pending.Clear();
        int older = 0;
        using MemoryScan scan = MemoryScan.Backward(view.File, view.Length, new ProblemList());
        while (older < OlderRecordsMaximum && scan.ReadKey(out DedupKey? key, out DateTimeOffset? writeTime))
        {
            older = Add(key, writeTime, scan.Offset) ? 0 : older + 1;
        }

        identity = view.Identity;
        scannedTo = view.Length;
        pendingEnd = 0;
    }

    /// <summary>Takes a record in if it is recent.</summary>
    private bool Add(DedupKey? key, DateTimeOffset? writeTime, long offset)
    {
        if (writeTime is not { } at || !IsRecent(at.UtcTicks))
        {
            return false;
        }

        if (key is { } known)
        {
            Add(known.GetHashCode(), at.UtcTicks, offset);
        }

        return true;
    }

    private void Add(int hash, long ticks, long offset)
    {
        if (candidates.Count >= pruneAt)
        {
            Prune();
        }

        candidates.Add(new Candidate(hash, newestByHash.GetValueOrDefault(hash, None), ticks, offset));
        newestByHash[hash] = candidates.Count - 1;
    }

    /// <summary>Drops what has left the window, each time the list has doubled since.</summary>
    private void Prune()
    {
        Candidate[] kept = [.. candidates.Where(candidate => IsRecent(candidate.Ticks))];
        candidates.Clear();
        newestByHash.Clear();
        pruneAt = Math.Max(kept.Length * 2, pruneAt);
        foreach (Candidate candidate in kept)
        {
            candidates.Add(candidate with { Previous = newestByHash.GetValueOrDefault(candidate.Hash, None) });
            newestByHash[candidate.Hash] = candidates.Count - 1;
        }
    }

    private readonly record struct Candidate(int Hash, int Previous, long Ticks, long Offset);
}
