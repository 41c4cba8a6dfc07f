using System.Buffers;
using Daybook.Durability.FileSystem;
using Daybook.Tasks;

namespace Daybook.Embedded.Tasks;

/// <summary>Mends the history and its index, under the lock of the tasks. What it replaces stands in the quarantine first.</summary>
internal sealed class HistoryRepair(EmbeddedPorts ports, TaskPlaces places)
{
    private readonly LineFileRepair lines = new(ports, places);

    /// <summary>
    /// Takes the index away where lines are going to move, or have: one that points past them would hide them. Before anything is added to
    /// the history.
    /// </summary>
    internal void TakeIndexAway(HistoryCheck check, IReadOnlyList<Finding> findings)
    {
        bool isWrong = check.Damaged.Count + check.Absent.Count > 0 || findings.Any(static finding => finding.Problem == HistoryCheck.WrongIndex);
        if (isWrong && ports.FileSystem.Stat(places.FinishedIndex) is not null)
        {
            Quarantine.Move(ports, places, places.FinishedIndex);
        }
    }

    /// <summary>Ends a packing that died, writes months anew that are damaged or lack lines, and makes the index of what there is then.</summary>
    internal void Run(HistoryCheck check, IReadOnlyList<Finding> findings, CancellationToken cancellationToken)
    {
        ILookup<HistoryMonth, TaskRecord> absent = check.Absent.ToLookup(static task => HistoryMonth.Of(task.CompletedAt ?? task.CreatedAt));
        foreach (HistoryMonth month in check.Damaged.Union(absent.Select(static found => found.Key)))
        {
            cancellationToken.ThrowIfCancellationRequested();
            Rewrite(month, [.. absent[month].OrderBy(static task => task.Seq)]);
        }

        foreach (Finding unfinished in findings.Where(static finding => finding.Problem == HistoryCheck.UnfinishedPacking))
        {
            HistoryPacking.Pack(ports, unfinished.Path, unfinished.Path + ".gz");
        }

        if (HistoryMonth.All(ports.FileSystem, places.History).Count > 0)
        {
            new FinishedIndexWriting(ports.FileSystem, places).CatchUp();
        }
    }

    /// <summary>All lines of a month go into one file, each once, those that were lost where they were.</summary>
    private void Rewrite(HistoryMonth month, TaskRecord[] absent)
    {
        DirectoryTree.Create(ports.FileSystem, places.History);
        string packedPath = month.PackedPath(places.History);
        string plainPath = month.PlainPath(places.History);
        bool isPacked = ports.FileSystem.Stat(packedPath) is not null;
        bool isPlain = ports.FileSystem.Stat(plainPath) is not null;
        lines.Replace(isPacked ? packedPath : plainPath, isPacked, output =>
        {
            var events = new HashSet<(long Seq, string Task)>();
            var restored = new Queue<TaskRecord>(absent);
            using var json = new SealedJson();
            if (isPacked)
            {
                lines.CopyPacked(packedPath, TaskLineCheck.OfHistory, Add);
            }

            if (isPlain)
            {
                using IFile plain = ports.FileSystem.Open(plainPath, OpenMode.Read);
                lines.CopyPlain(plain, plain.Stat().Length, TaskLineCheck.OfHistory, Add);
            }

            Restore(long.MaxValue);

            void Add(ReadOnlySpan<byte> line, long offset)
            {
                (long seq, string id) = HistoryLine.Read(line, out _) is { } task ? (task.Seq, task.Id) : (0, "");
                Restore(seq);
                if (seq == 0 || events.Add((seq, id)))
                {
                    output.Add(line);
                }
            }

            void Restore(long before)
            {
                while (restored.TryPeek(out TaskRecord? next) && next.Seq < before)
                {
                    var line = new ArrayBufferWriter<byte>();
                    json.Write(restored.Dequeue(), plainPath, line);
                    output.Add(line.WrittenSpan);
                }
            }
        });
        DirectoryTree.SyncPlace(ports.FileSystem, places.History);
        if (isPacked && isPlain)
        {
            Quarantine.Move(ports, places, plainPath);
        }
    }
}
