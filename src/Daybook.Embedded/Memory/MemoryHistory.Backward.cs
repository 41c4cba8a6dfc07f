using Daybook.Memory;

namespace Daybook.Embedded.Memory;

/// <content>
/// From the newest record backwards: stragglers, the live log, then the segments. What can only be read forward (a compressed
/// segment, the few lines of a straggler) is read up to where the page starts, and its last records are held: no more than the page.
/// </content>
internal sealed partial class MemoryHistory
{
    /// <summary>The records before a place, the last stored first.</summary>
    /// <param name="start">The place.</param>
    /// <param name="count">How many are wanted at most; more may come.</param>
    /// <returns>Each with the place before which to go on.</returns>
    internal IEnumerable<(MemoryRecord Record, ListCursor Place)> ReadBackward(ListCursor start, int count)
    {
        int left = count;
        foreach ((MemoryRecord record, ListCursor place) in ReadAllBackward(start, () => left))
        {
            if (Amendments.Apply(record) is { } amended)
            {
                left--;
                yield return (amended, place);
            }
        }
    }

    private IEnumerable<(MemoryRecord Record, ListCursor Place)> ReadAllBackward(ListCursor start, Func<int> left)
    {
        IEnumerable<(MemoryRecord, ListCursor)> all = [];
        if (start.Part is ListPart.Stragglers)
        {
            all = Enumerable.Range(0, Segments.Count).Reverse()
                .Where(index => index <= start.Index)
                .SelectMany(index => ReadStragglersBackward(index, index == start.Index ? start.Offset : long.MaxValue));
        }

        if (start.Part is not ListPart.Archived)
        {
            // The live log of an earlier page may be a segment by now. It still holds all that stood before the place, in its order.
            long from = start.Part is ListPart.Live ? start.Offset : long.MaxValue;
            all = start.Part is ListPart.Live && start.Index < Segments.Count
                ? all.Concat(Last(() => Segments[start.Index].ScanAsLog(from, problems), ListPart.Live, start.Index, from, left))
                : all.Concat(ReadLiveBackward(from));
        }

        int newest = start.Part switch
        {
            ListPart.Archived => start.Index,
            ListPart.Live => Math.Min(start.Index, Segments.Count) - 1,
            _ => Segments.Count - 1,
        };
        return all.Concat(Enumerable.Range(0, Math.Max(0, Math.Min(newest + 1, Segments.Count))).Reverse().SelectMany(index =>
            ReadArchivedBackward(index, start.Part is ListPart.Archived && index == start.Index ? start.Offset : long.MaxValue, left)));
    }

    private IEnumerable<(MemoryRecord Record, ListCursor Place)> ReadLiveBackward(long from)
    {
        if (live is null)
        {
            yield break;
        }

        using MemoryScan scan = MemoryScan.Backward(live, Math.Min(from, liveLength), problems);
        while (scan.Read())
        {
            if (!Repeats.Admits(scan.Current, scan.Offset, problems))
            {
                continue;
            }

            yield return (scan.Current, new ListCursor(ListPart.Live, Segments.Count, scan.Offset));
        }
    }

    private IEnumerable<(MemoryRecord Record, ListCursor Place)> ReadArchivedBackward(int index, long from, Func<int> left)
    {
        if (Segments[index].ScanArchivedBackward(from, problems) is not { } backward)
        {
            foreach ((MemoryRecord, ListCursor) found in Last(
                () => Segments[index].ScanArchived(problems), ListPart.Archived, index, from, left))
            {
                yield return found;
            }

            yield break;
        }

        using MemoryScan scan = backward;
        while (scan.Read())
        {
            yield return (scan.Current, new ListCursor(ListPart.Archived, index, scan.Offset));
        }
    }

    private IEnumerable<(MemoryRecord Record, ListCursor Place)> ReadStragglersBackward(int index, long from)
    {
        var missing = new HashSet<string>(StragglerKeys(), StringComparer.Ordinal);
        return missing.Count == 0
            ? []
            : Last(() => Segments[index].ScanStragglers(problems), ListPart.Stragglers, index, from, static () => int.MaxValue)
                .Where(found => missing.Remove(KeyOf(found.Record)));
    }

    /// <summary>
    /// The last records before an offset of what can only be read forward, backwards. Where amendments take some of them away it is
    /// read again for more.
    /// </summary>
    private static IEnumerable<(MemoryRecord Record, ListCursor Place)> Last(
        Func<MemoryScan> open, ListPart part, int index, long from, Func<int> left)
    {
        long before = from;
        while (true)
        {
            int room = Math.Max(1, left());
            var window = new Queue<(MemoryRecord Record, long Offset)>();
            using (MemoryScan scan = open())
            {
                while (scan.Read() && scan.Offset < before)
                {
                    if (window.Count == room)
                    {
                        window.Dequeue();
                    }

                    window.Enqueue((scan.Current, scan.Offset));
                }
            }

            foreach ((MemoryRecord record, long offset) in window.Reverse())
            {
                before = offset;
                yield return (record, new ListCursor(part, index, offset));
            }

            if (window.Count < room)
            {
                yield break;
            }
        }
    }
}
