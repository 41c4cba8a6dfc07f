using System.Buffers;
using Daybook.Durability.Logs;
using Daybook.Memory;

namespace Daybook.Embedded.Memory;

/// <summary>What the entries of one log share while they decide, all of it used under the log's lock only.</summary>
internal sealed class MemoryWriting(TimeProvider time) : IDisposable
{
    private readonly MemoryLineWriter lines = new();
    private readonly DedupWindow window = new();

    /// <summary>Records of the batch under way: their lines are not in the file yet.</summary>
    private readonly Dictionary<string, MemoryRecord> pending = new(StringComparer.Ordinal);
    private LogView? batch;

    /// <summary>Reads what was appended since the last entry, and tells the time.</summary>
    internal DateTimeOffset CatchUp(LogView view)
    {
        if (view != batch)
        {
            batch = view;
            pending.Clear();
        }

        DateTimeOffset now = time.GetUtcNow();
        window.CatchUp(view, now);
        return now;
    }

    /// <summary>The first stored record with an id, wherever in the log it is.</summary>
    internal MemoryRecord? FindById(LogView view, string id)
    {
        using MemoryScan scan = MemoryScan.ForId(view.File, view.Length, id);
        while (scan.Read())
        {
            if (scan.Current.Id == id)
            {
                return scan.Current;
            }
        }

        return pending.GetValueOrDefault(id);
    }

    /// <summary>The id of the earliest record with this key that was stored less than a day ago.</summary>
    internal string? FindDuplicate(DedupKey key, LogView view) => window.Find(key, view);

    /// <summary>Writes a record's line and remembers it for the entries that come after it.</summary>
    internal void Write(MemoryRecord record, LogView view, IBufferWriter<byte> output)
    {
        int length = lines.Write(record, view.File.Path, output);
        window.Remember(DedupKey.Of(record), record, view.NextOffset, length);
        if (record.Id is { } id)
        {
            pending.TryAdd(id, record);
        }
    }

    /// <summary>Forgets what was remembered, since nobody knows whether it is in the log.</summary>
    internal void Forget()
    {
        window.Invalidate();
        pending.Clear();
    }

    public void Dispose() => lines.Dispose();
}
