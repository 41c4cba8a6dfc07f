using Daybook.Durability.FileSystem;
using Daybook.Durability.Logs;
using Daybook.Tasks;

namespace Daybook.Embedded.Tasks;

/// <summary>What is wrong with the history: its files, their lines, and whether they agree with the journals and with the index.</summary>
internal sealed class HistoryCheck(EmbeddedPorts ports, TaskPlaces places, JournalCheck journal)
{
    internal const string DamagedMonth = "damaged_month";
    internal const string RepeatedLine = "repeated_line";
    internal const string MissingLine = "missing_line";
    internal const string UnfinishedPacking = "unfinished_packing";
    internal const string WrongIndex = "wrong_index";

    /// <summary>A task is open in the journal and finished in the history: the journal lost an event.</summary>
    internal const string Ahead = "lost_event";

    private readonly HashSet<(long Seq, FinishedKey Task)> events = [];

    /// <summary>Tasks that are finished here by an event that the journal does not have.</summary>
    private readonly List<TaskRecord> lost = [];

    /// <summary>Tasks that were finished after the journal's end; it may have been looked at before that happened.</summary>
    private readonly List<TaskRecord> later = [];
    private readonly Dictionary<HistoryMonth, List<FinishedEntry>> entries = [];

    /// <summary>The tasks that the board refers to and does not have: as the history has them, or null where it does not.</summary>
    internal Dictionary<string, TaskRecord?> LookedUp { get; } =
        BoardCheck.Unresolved(journal.Board).ToDictionary(static id => id, static _ => (TaskRecord?)null, StringComparer.Ordinal);

    /// <summary>Finished tasks that no line of the history holds, as the journals have them.</summary>
    internal IReadOnlyList<TaskRecord> Absent { get; private set; } = [];

    /// <summary>The months that have to be written anew.</summary>
    internal HashSet<HistoryMonth> Damaged { get; } = [];

    /// <summary>Looks at everything and changes nothing.</summary>
    internal List<Finding> Examine(CancellationToken cancellationToken)
    {
        var findings = new List<Finding>();
        foreach (HistoryMonth month in HistoryMonth.All(ports.FileSystem, places.History))
        {
            cancellationToken.ThrowIfCancellationRequested();
            entries[month] = [];
            Examine(month, findings);
        }

        // What the board still has may not be in the history yet.
        events.UnionWith(journal.Board.Finished.Select(static task => (task.Seq, FinishedKey.Of(task.Id))));
        Absent = new FinishedEvents(ports.FileSystem, places).Missing(events, journal.Board.Seq, cancellationToken);
        foreach (TaskRecord absent in Absent.Take(ProblemList.ItemsMax))
        {
            HistoryMonth month = HistoryMonth.Of(absent.CompletedAt ?? absent.CreatedAt);
            findings.Add(TaskFinding.Error(MissingLine, month.PlainPath(places.History), $"it lacks task {absent.Id}, which the journals have as finished"));
        }

        if (later.Count > 0 && later.Max(static task => task.Seq) is var last && journal.Lacks(last))
        {
            findings.Add(JournalCheck.BehindOf(places.Journal, "the history", last));
        }

        foreach (TaskRecord task in lost.Take(ProblemList.ItemsMax))
        {
            findings.Add(TaskFinding.Error(Ahead, places.Journal, $"the history has task {task.Id} as finished by event {task.Seq}, which is lost here"));
        }

        if (findings.Count == 0 && !IsIndexRight())
        {
            findings.Add(TaskFinding.Warning(WrongIndex, places.FinishedIndex, "it does not point at the lines of the history"));
        }

        return findings;
    }

    private void Examine(HistoryMonth month, List<Finding> findings)
    {
        int before = findings.Count;
        using PackedLines? packed = PackedLines.Open(ports.FileSystem, month.PackedPath(places.History));
        if (packed is not null)
        {
            packed.Forward(0, (line, offset) => Look(month, line, offset, TaskLineCheck.OfHistory.FaultOf(line), null, findings));
            if (packed.HasUnendedLine)
            {
                TaskFinding.Add(findings, TaskLineCheck.Unended, month.PackedPath(places.History), null);
            }

            if (packed.IsDamaged)
            {
                findings.Add(TaskFinding.Error(
                    DamagedMonth, month.PackedPath(places.History), "part of it cannot be unpacked; the journals still have what happened to its tasks"));
            }
        }

        string plainPath = month.PlainPath(places.History);
        if (ports.FileSystem.Stat(plainPath) is not null)
        {
            using IFile plain = ports.FileSystem.Open(plainPath, OpenMode.Read);
            if (packed?.EndsWith(plain) == true)
            {
                findings.Add(TaskFinding.Warning(UnfinishedPacking, plainPath, "its lines are packed already; the packing ended before its last step"));
                return;
            }

            using var reader = new LineReader(plain, 0, plain.Stat().Length);
            while (reader.Read(out LogLine line))
            {
                Look(month, line.Bytes, (packed?.Length ?? 0) + line.Offset, TaskLineCheck.OfHistory.FaultOf(line), line.Number, findings);
            }
        }

        if (findings.Count > before)
        {
            Damaged.Add(month);
        }
    }

    private void Look(HistoryMonth month, ReadOnlySpan<byte> line, long offset, LineFault? fault, long? number, List<Finding> findings)
    {
        string path = number is null ? month.PackedPath(places.History) : month.PlainPath(places.History);
        if (fault is { } found)
        {
            TaskFinding.Add(findings, found, path, number);
        }

        if (line.IsEmpty || HistoryLine.Read(line, out _) is not { } task)
        {
            return;
        }

        entries[month].Add(new FinishedEntry(FinishedKey.Of(task.Id), month, offset, line.Length));
        if (task.Seq > 0 && !events.Add((task.Seq, FinishedKey.Of(task.Id))))
        {
            TaskFinding.Add(findings, new LineFault(RepeatedLine, Finding.Warning, "the line stands in the history twice"), path, number);
        }

        if (LookedUp.ContainsKey(task.Id))
        {
            LookedUp[task.Id] = task;
        }

        if (journal.HasJournal && task.Seq > journal.Board.Seq)
        {
            later.Add(task);
        }
        else if (journal.HasJournal && journal.Board.Find(task.Id) is { } open && open.Seq < task.Seq)
        {
            lost.Add(task);
        }
    }

    /// <summary>Whether the index has, for each month, the first lines in their order, and nothing else.</summary>
    private bool IsIndexRight()
    {
        using FinishedIndex index = FinishedIndex.Open(ports.FileSystem, places);
        var next = new Dictionary<HistoryMonth, int>();
        bool isRight = true;
        index.Scan(FinishedPattern.Any, entry =>
        {
            int position = next.GetValueOrDefault(entry.Month);
            isRight = isRight && entries.TryGetValue(entry.Month, out List<FinishedEntry>? lines) && position < lines.Count && lines[position] == entry;
            next[entry.Month] = position + 1;
        });
        return isRight && (ports.FileSystem.Stat(places.FinishedIndex)?.Length ?? 0) == index.Count * FinishedEntry.Bytes;
    }
}
