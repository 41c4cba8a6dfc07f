using System.Text;
using Daybook.Durability.FileSystem;
using Daybook.Durability.Integrity;
using Daybook.Errors;
using Daybook.Tasks;

namespace Daybook.Embedded.Tasks;

/// <summary>
/// Finds finished tasks in the history by their id: through the index as far as it reaches, and by reading the lines it does not know yet.
/// </summary>
internal sealed class FinishedTasks(IFileSystem fileSystem, TaskPlaces places) : IFinishedTasks
{
    /// <summary>
    /// Whether a task is refused that stands where the history cannot be read: who asks for it, or is about to give its id to another, must not be
    /// told that there is none.
    /// </summary>
    internal bool RefusesUnread { get; init; }

    /// <inheritdoc/>
    /// <exception cref="CorruptStoreException">It stands where the history cannot be read, and that is refused.</exception>
    public TaskRecord? Find(string id)
    {
        FinishedEntry? last = null;
        using FinishedIndex index = FinishedIndex.Open(fileSystem, places);
        index.Scan(FinishedPattern.Exactly(FinishedKey.Of(id)), entry => last = entry);
        TaskRecord? found = last is { } known ? index.Read(known) : null;
        HistoryMonth? unread = found is null ? last?.Month : null;
        found = found?.Id == id ? found : null;
        if (last is not null && found is null)
        {
            // The lines moved under the index.
            index.Distrust();
        }

        byte[] needle = Encoding.UTF8.GetBytes(id);
        index.ScanRest((month, line, offset) =>
        {
            if (line.IndexOf(needle) >= 0 && HistoryLine.Read(line, out _) is { } task && task.Id == id && task.Seq > (found?.Seq ?? -1))
            {
                found = task;
            }
        });
        if (found is null && unread is { } month)
        {
            RefuseUnread(id, month);
        }

        return found;
    }

    /// <summary>The highest number of an event that finished a task of the history; 0 where there is none. Looks at every line.</summary>
    internal long LastSeq()
    {
        long last = 0;
        foreach (HistoryMonth month in HistoryMonth.All(fileSystem, places.History))
        {
            using HistoryReading reading = HistoryReading.Open(fileSystem, places.History, month);
            reading.Backward((line, _) =>
            {
                last = SealedLine.Check(line) == SealState.Intact ? Math.Max(last, HistoryLine.SeqOf(line)) : last;
                return true;
            });
        }

        return last;
    }

    /// <summary>Finds many at once, by one pass over the index.</summary>
    internal Dictionary<string, TaskRecord> Find(HashSet<string> ids)
    {
        HashSet<FinishedKey> keys = [.. ids.Select(FinishedKey.Of)];
        var entries = new List<FinishedEntry>();
        var found = new Dictionary<string, TaskRecord>(StringComparer.Ordinal);
        using FinishedIndex index = FinishedIndex.Open(fileSystem, places);
        index.Scan(FinishedPattern.Any, entry =>
        {
            if (keys.Contains(entry.Key))
            {
                entries.Add(entry);
            }
        });
        foreach (FinishedEntry entry in entries)
        {
            if (index.Read(entry) is { } task && FinishedKey.Of(task.Id) == entry.Key)
            {
                Take(task);
            }
            else
            {
                // The lines moved under the index.
                index.Distrust();
            }
        }

        index.ScanRest((_, line, _) =>
        {
            if (HistoryLine.Read(line, out _) is { } task)
            {
                Take(task);
            }
        });
        return found;

        void Take(TaskRecord task)
        {
            if (ids.Contains(task.Id) && task.Seq > (found.GetValueOrDefault(task.Id)?.Seq ?? -1))
            {
                found[task.Id] = task;
            }
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> StartingWith(string prefix, int countMax)
    {
        var ids = new SortedSet<string>(StringComparer.Ordinal);
        using FinishedIndex index = FinishedIndex.Open(fileSystem, places);
        var candidates = new List<FinishedEntry>();
        index.Scan(FinishedKey.PrefixOf(prefix), entry =>
        {
            if (candidates.Count < countMax)
            {
                candidates.Add(entry);
            }
        });
        HistoryMonth? unread = null;
        foreach (FinishedEntry entry in candidates)
        {
            TaskRecord? task = index.Read(entry);
            Add(ids, task, prefix);
            unread = task is null ? entry.Month : unread;
        }

        if (unread is not null)
        {
            // The lines moved under the index.
            index.Distrust();
        }

        byte[] needle = Encoding.UTF8.GetBytes(prefix);
        index.ScanRest((month, line, offset) =>
        {
            if (ids.Count < countMax && line.IndexOf(needle) >= 0)
            {
                Add(ids, HistoryLine.Read(line, out _), prefix);
            }
        });
        if (ids.Count == 0 && unread is { } month)
        {
            RefuseUnread(prefix, month);
        }

        return [.. ids.Take(countMax)];
    }

    /// <summary>How often a task was finished: the lines of the history, and those that are not there yet. Looks at the index alone.</summary>
    internal long Count(HashSet<long> recent)
    {
        using FinishedIndex index = FinishedIndex.Open(fileSystem, places);
        index.Scan(FinishedPattern.None, static _ => { });
        long count = index.Count;

        // What the board still has may be in the history by now; if so it is among the last lines.
        foreach (FinishedEntry entry in index.Last(recent.Count))
        {
            recent.Remove(index.Read(entry)?.Seq ?? 0);
        }

        index.ScanRest((_, line, _) =>
        {
            count++;
            recent.Remove(HistoryLine.SeqOf(line));
        });
        return count + recent.Count;
    }

    /// <summary>
    /// How many tasks are finished. Reads all lines, from the last one back: of several about one task the last counts, and all but the first
    /// of them say that it was opened again, so that only the ids of such tasks are kept in mind.
    /// </summary>
    internal long CountOnce(TaskBoard board, CancellationToken cancellationToken)
    {
        HashSet<string> counted = [.. board.Open.Concat(board.Finished).Select(static task => task.Id)];
        long count = board.Finished.Count;
        foreach (HistoryMonth month in HistoryMonth.All(fileSystem, places.History).OrderDescending())
        {
            using HistoryReading reading = HistoryReading.Open(fileSystem, places.History, month);
            reading.Backward((line, _) =>
            {
                cancellationToken.ThrowIfCancellationRequested();
                string? id = SealedLine.Check(line) == SealState.Intact ? HistoryLine.IdOf(line) : null;
                if ((id ?? HistoryLine.Read(line, out string? _)?.Id) is { } known && !counted.Contains(known))
                {
                    count++;
                    if (line.IndexOf(HistoryLine.ReopenedName) >= 0)
                    {
                        counted.Add(known);
                    }
                }

                return true;
            });
        }

        return count;
    }

    private void RefuseUnread(string id, HistoryMonth month)
    {
        if (RefusesUnread)
        {
            throw new CorruptStoreException($"task {id} is in a part of the history that is gone or cannot be read")
            {
                Path = fileSystem.Stat(month.PackedPath(places.History)) is null ? month.PlainPath(places.History) : month.PackedPath(places.History),
                Hint = "daybook doctor tasks --fix takes what the journals know of it",
            };
        }
    }

    private static void Add(SortedSet<string> ids, TaskRecord? task, string prefix)
    {
        if (task is not null && task.Id.StartsWith(prefix, StringComparison.Ordinal))
        {
            ids.Add(task.Id);
        }
    }
}
