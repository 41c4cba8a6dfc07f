using System.Buffers;
using System.Runtime.CompilerServices;
using Daybook.Durability.FileSystem;
using Daybook.Tasks;

namespace Daybook.Embedded.Tasks;

/// <summary>
/// A view over the history: one entry of fixed length for each line, in the order in which the lines were added. Never flushed; from the
/// first entry on whose sum is wrong it knows nothing. One pass over it costs some nanoseconds for each finished task.
/// </summary>
internal sealed class FinishedIndex : IDisposable
{
    private const int EntriesPerRead = 7_000;

    private readonly IFileSystem fileSystem;
    private readonly TaskPlaces places;
    private readonly IFile? file;
    private readonly Dictionary<HistoryMonth, long> covered = [];
    private readonly Dictionary<HistoryMonth, HistoryReading> months = [];

    private FinishedIndex(IFileSystem fileSystem, TaskPlaces places, IFile? file)
    {
        this.fileSystem = fileSystem;
        this.places = places;
        this.file = file;
    }

    /// <summary>Takes a line that the index does not know.</summary>
    internal delegate void LineVisitor(HistoryMonth month, ReadOnlySpan<byte> line, long offset);

    /// <summary>How many entries are sound, once they have been scanned.</summary>
    internal long Count { get; private set; }

    internal static FinishedIndex Open(IFileSystem fileSystem, TaskPlaces places) => new(
        fileSystem,
        places,
        fileSystem.Stat(places.FinishedIndex) is { Kind: FileKind.Regular } ? fileSystem.Open(places.FinishedIndex, OpenMode.Read) : null);

    /// <summary>Goes through all sound entries and shows those whose key fits.</summary>
    internal void Scan(FinishedPattern pattern, Action<FinishedEntry> visit)
    {
        Count = 0;
        covered.Clear();
        byte[] buffer = ArrayPool<byte>.Shared.Rent(EntriesPerRead * FinishedEntry.Bytes);
        try
        {
            int read;
            while (file is not null && (read = file.ReadFully(buffer.AsSpan(0, EntriesPerRead * FinishedEntry.Bytes), Count * FinishedEntry.Bytes)) > 0)
            {
                if (!Visit(buffer.AsSpan(0, read), pattern, visit))
                {
                    return;
                }
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Whether entries point past the end of a month, once they have been scanned: lines were taken away under the index.</summary>
    internal bool IsOverrun => covered.Any(month => month.Key.Number >= 0 && month.Value > Month(month.Key).Length);

    /// <summary>Shows the lines of the history that no sound entry points at, once the entries have been scanned.</summary>
    internal void ScanRest(LineVisitor visit)
    {
        foreach (HistoryMonth month in HistoryMonth.All(fileSystem, places.History).Reverse())
        {
            HistoryReading reading = Month(month);
            long from = covered.GetValueOrDefault(month);
            from = from > reading.Length ? 0 : from;
            if (from < reading.Length)
            {
                reading.Forward(from, (line, offset) => visit(month, line, offset));
            }
        }
    }

    /// <summary>Trusts no entry any more: every line of the history is one that the index does not know.</summary>
    internal void Distrust() => covered.Clear();

    /// <summary>The last entries, at most so many, once all have been scanned.</summary>
    internal IReadOnlyList<FinishedEntry> Last(int count)
    {
        byte[] bytes = new byte[Math.Min(count, Count) * FinishedEntry.Bytes];
        int read = file?.ReadFully(bytes, (Count * FinishedEntry.Bytes) - bytes.Length) ?? 0;
        return [.. Enumerable.Range(0, read / FinishedEntry.Bytes).Select(index => FinishedEntry.Read(bytes.AsSpan(index * FinishedEntry.Bytes)))];
    }

    /// <summary>The task that an entry points at; null where something else stands there.</summary>
    internal TaskRecord? Read(FinishedEntry entry) =>
        Month(entry.Month).ReadAt(entry.Offset, entry.Length) is { } line ? HistoryLine.Read(line, out _) : null;

    public void Dispose()
    {
        file?.Dispose();
        foreach (HistoryReading reading in months.Values)
        {
            reading.Dispose();
        }
    }

    // Compiled at once: a command calls it once, for a loop over everything that was ever finished.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool Visit(ReadOnlySpan<byte> entries, FinishedPattern pattern, Action<FinishedEntry> visit)
    {
        int month = -1;
        long end = 0;
        bool isSound = true;
        for (; entries.Length >= FinishedEntry.Bytes; entries = entries[FinishedEntry.Bytes..])
        {
            int ofMonth = FinishedEntry.MonthOf(entries);
            if (ofMonth != month)
            {
                covered[new HistoryMonth(month)] = end;
                month = ofMonth;
                end = covered.GetValueOrDefault(new HistoryMonth(month));
            }

            isSound = FinishedEntry.IsSound(entries) && FinishedEntry.OffsetOf(entries) >= end;
            if (!isSound)
            {
                break;
            }

            end = FinishedEntry.EndOf(entries);
            Count++;
            if (pattern.Fits(entries))
            {
                visit(FinishedEntry.Read(entries));
            }
        }

        covered[new HistoryMonth(month)] = end;
        return isSound && entries.IsEmpty;
    }

    private HistoryReading Month(HistoryMonth month)
    {
        if (!months.TryGetValue(month, out HistoryReading? reading))
        {
            months[month] = reading = HistoryReading.Open(fileSystem, places.History, month);
        }

        return reading;
    }
}
