using Daybook.Durability.FileSystem;
using Daybook.Embedded.Tasks;
using Daybook.Search;
using Daybook.Tasks;

namespace Daybook.Embedded.Search;

/// <summary>
/// Tasks: the board, and the history of those that were finished, month by month. The board is asked only when the journal has changed, and
/// what it says wins over the history; of several lines about one task the latest counts.
/// </summary>
internal sealed class TaskFeed(EmbeddedPorts ports, TaskPlaces places) : ISearchFeed
{
    private const int TasksPerLook = 256;

    private readonly TaskReading reading = new(ports, places);

    /// <inheritdoc/>
    public int Kind => 1;

    private IFileSystem FileSystem => ports.FileSystem;

    /// <summary>Where tasks are that no journal knows yet: the file of another program.</summary>
    private string Journal => places.HasJournal(FileSystem) ? places.Journal : places.Current;

    /// <inheritdoc/>
    public long Behind(IndexState state, ProblemList problems)
    {
        long behind = 0;
        if (FileSystem.Stat(Journal) is { } journal)
        {
            behind += LogFeed.Behind(state.Sources.GetValueOrDefault(Journal), journal, journal.Length);
        }

        foreach (HistoryMonth month in HistoryMonth.All(FileSystem, places.History))
        {
            using HistoryReading lines = HistoryReading.Open(FileSystem, places.History, month);
            long known = state.Sources.GetValueOrDefault(month.PlainPath(places.History)) is { } source && !IsReplaced(source, month) ? source.Position : 0;
            behind += known == lines.Length ? 0 : Math.Max(1, LogFeed.Lines(lines.Length - known));
        }

        return behind;
    }

    /// <inheritdoc/>
    public void CatchUp(IndexWriting writing)
    {
        foreach (HistoryMonth month in HistoryMonth.All(FileSystem, places.History).Reverse())
        {
            if (writing.IsOver || !Read(writing, month))
            {
                return;
            }
        }

        if (FileSystem.Stat(Journal) is { } journal && LogFeed.Behind(writing.State.Sources.GetValueOrDefault(Journal), journal, journal.Length) > 0)
        {
            ReadBoard(writing, Journal, journal);
        }
    }

    /// <inheritdoc/>
    public IEnumerable<SearchDocument> Read(ProblemList problems, CancellationToken cancellationToken)
    {
        var latest = new Dictionary<string, (TaskRecord Task, string Path, long Line)>(StringComparer.Ordinal);
        foreach (HistoryMonth month in HistoryMonth.All(FileSystem, places.History).Reverse())
        {
            using HistoryReading lines = HistoryReading.Open(FileSystem, places.History, month);
            string path = PathOf(month);
            long number = 0;
            lines.Forward(0, (line, offset) =>
            {
                number++;
                if (ReadLine(line, month, number, offset, problems.Add) is { } task && !(latest.TryGetValue(task.Id, out var known) && known.Task.Seq > task.Seq))
                {
                    latest[task.Id] = (task, path, number);
                }
            });
        }

        (TaskRecord[] board, Problem[] ofJournal) = Board();
        foreach (Problem problem in ofJournal)
        {
            problems.Add(problem);
        }

        foreach (TaskRecord task in board)
        {
            if (!(latest.TryGetValue(task.Id, out var known) && known.Task.Seq == task.Seq))
            {
                latest[task.Id] = (task, Journal, 0);
            }
        }

        return latest.Values.Select(static known => Document(known.Task, known.Path, known.Line));
    }

    private static SearchDocument Document(TaskRecord task, string path, long line) =>
        SearchDocuments.From(task) with { Path = path, Line = line > 0 ? line : null };

    private string PathOf(HistoryMonth month) =>
        FileSystem.Stat(month.PlainPath(places.History)) is null ? month.PackedPath(places.History) : month.PlainPath(places.History);

    private (TaskRecord[] Tasks, Problem[] Problems) Board() =>
        reading.Ask(static (board, _, problems) => ((TaskRecord[])[.. board.Open, .. board.Finished], (Problem[])[.. problems.Items]));

    private TaskRecord? ReadLine(ReadOnlySpan<byte> line, HistoryMonth month, long number, long offset, Action<Problem> report)
    {
        TaskRecord? task = HistoryLine.Read(line, out string? fault);
        if (fault is not null)
        {
            report(new Problem(month.PlainPath(places.History), number, offset, fault));
        }

        return task;
    }

    /// <summary>Whether the packed lines stand in another file than when they were read: a repair may have brought lines back that were damaged then.</summary>
    private bool IsReplaced(IndexSource source, HistoryMonth month) =>
        source.Inode != 0 && FileSystem.Stat(month.PackedPath(places.History)) is { } packed && !source.IsFile(packed);

    /// <summary>Reads a month on. One that is shorter than what was read, or stands in another file, is read anew.</summary>
    /// <returns>Whether it was read to its end.</returns>
    private bool Read(IndexWriting writing, HistoryMonth month)
    {
        using HistoryReading lines = HistoryReading.Open(FileSystem, places.History, month);
        IndexSource source = writing.Source(month.PlainPath(places.History), Kind);
        if (source.Position > lines.Length || IsReplaced(source, month))
        {
            source = source with { Position = 0, Lines = 0 };
            writing.Problems.Forget(source.Name);
        }

        FileStat? packed = FileSystem.Stat(month.PackedPath(places.History));
        if (source.Position == lines.Length && (packed is not { } same || source.IsFile(same)))
        {
            return true;
        }

        string path = PathOf(month);
        long position = source.Position;
        long number = source.Lines;
        int taken = 0;
        bool isCut = false;
        var problems = new ProblemList();
        lines.Forward(source.Position, (line, offset) =>
        {
            isCut = isCut || (++taken % TasksPerLook == 0 && writing.IsOver);
            if (isCut)
            {
                return;
            }

            number++;
            position = offset + line.Length + 1;
            if (ReadLine(line, month, number, offset, problems.Add) is { } task && !(writing.StampOf(SearchGroup.Tasks, task.Id) >= task.Seq))
            {
                writing.Put(SearchGroup.Tasks, Kind, task.Id, task.Seq, Document(task, path, number));
            }
        });
        source = packed is { } read ? source.As(read) : source;
        writing.Problems.Add(source.Name, problems.Items);
        writing.Save(source with { Position = isCut ? position : lines.Length, Lines = number });
        return !isCut;
    }

    private void ReadBoard(IndexWriting writing, string journal, FileStat stat)
    {
        (TaskRecord[] board, Problem[] problems) = Board();
        if (!writing.Source(journal, Kind).IsFile(stat))
        {
            writing.Problems.Forget(journal);
        }

        // Of a journal that is read on from its checkpoint only the lines behind that are told; what was met before stays.
        writing.Problems.Add(journal, problems);
        int taken = 0;
        foreach (TaskRecord task in board)
        {
            if (writing.StampOf(SearchGroup.Tasks, task.Id) != task.Seq)
            {
                writing.Put(SearchGroup.Tasks, Kind, task.Id, task.Seq, Document(task, journal, 0));
            }

            if (++taken % TasksPerLook == 0 && writing.IsOver)
            {
                return;
            }
        }

        writing.Save(writing.Source(journal, Kind).As(stat) with { Position = stat.Length });
    }
}
