using Daybook.Durability.FileSystem;
using Daybook.Durability.Logs;
using Daybook.Errors;
using Daybook.Tasks;

namespace Daybook.Embedded.Tasks;

/// <summary>
/// The board as one journal has it up to some offset: begun from the checkpoint where one fits, and carried on by the lines behind it. For
/// one caller at a time.
/// </summary>
internal sealed class TaskReplay
{
    private readonly string path;

    private EventNumbers numbers;

    private TaskReplay(IFile journal, string journalId, TaskBoard board, long end)
    {
        path = journal.Path;
        File = journal.Stat();
        JournalId = journalId;
        Board = board;
        End = end;
    }

    /// <summary>The file that is replayed, whatever its name is by now.</summary>
    internal FileStat File { get; }

    /// <summary>The journal's own id; empty where its first line is damaged.</summary>
    internal string JournalId { get; }

    internal TaskBoard Board { get; }

    /// <summary>The offset behind the last line that was applied.</summary>
    internal long End { get; private set; }

    /// <summary>The number of the last event that was read, or that the checkpoint knew.</summary>
    internal long LastSeq => numbers.Last;

    /// <summary>The number of the last event that the checkpoint knew; everything finished up to then is in the history.</summary>
    internal long CheckpointSeq { get; private init; }

    /// <summary>The number of the last event that a sound checkpoint knew, whether it fits or not: a journal that ends before it was cut.</summary>
    internal long KnownSeq { get; private init; }

    /// <summary>Where the checkpoint stands in the journal; 0 without one.</summary>
    internal long CheckpointEnd { get; private init; }

    /// <summary>Whether events may be missing between those that were applied: on lines that cannot be read.</summary>
    internal bool MayLackEvents { get; private set; }

    /// <summary>
    /// Whether events are missing for certain: numbers are left out, or a task was never created. A line that a crash tore says nothing: it was not
    /// acknowledged, and counts as one number.
    /// </summary>
    internal bool LacksEvents { get; private set; }

    /// <summary>Whether there is a checkpoint that is damaged, or does not stand where it says, so that it has to be written anew.</summary>
    internal bool IsCheckpointBad { get; set; }

    /// <summary>Reads a journal up to an offset.</summary>
    /// <param name="fileSystem">The disk.</param>
    /// <param name="places">Where the checkpoint is.</param>
    /// <param name="journal">The open journal.</param>
    /// <param name="until">The offset.</param>
    /// <param name="isFinal">Whether nobody can be writing behind that offset, so that a line without an end will never get one.</param>
    /// <param name="problems">Receives what is wrong with lines.</param>
    internal static TaskReplay Load(
        IFileSystem fileSystem, TaskPlaces places, IFile journal, long until, bool isFinal, ProblemList problems)
    {
        string journalId = JournalIdOf(journal);
        Checkpoint? checkpoint = Checkpoint.Read(fileSystem, places.Checkpoint);
        bool isOurs = checkpoint is not null && journalId.Length > 0 && checkpoint.JournalId == journalId;
        bool isFitting = checkpoint is not null && isOurs && checkpoint.Offset <= until && IsEndOf(journal, checkpoint);
        TaskReplay replay = checkpoint is not null && isFitting
            ? new TaskReplay(journal, journalId, checkpoint.ToBoard(), checkpoint.Offset)
            {
                numbers = new EventNumbers(checkpoint.Seq),
                KnownSeq = checkpoint.Seq,
                CheckpointSeq = checkpoint.Seq,
                CheckpointEnd = checkpoint.Offset,
            }
            : new TaskReplay(journal, journalId, Begin(journalId, checkpoint), 0)
            {
                KnownSeq = checkpoint?.Seq ?? 0,
                IsCheckpointBad = isOurs || (checkpoint is null && fileSystem.Stat(places.Checkpoint) is not null),
            };
        replay.CatchUp(journal, until, isFinal, problems);
        return replay;
    }

    /// <summary>Applies the lines from <see cref="End"/> to an offset.</summary>
    internal void CatchUp(IFile journal, long until, bool isFinal, ProblemList problems)
    {
        if (End >= until)
        {
            return;
        }

        using var reader = new LineReader(journal, End, until);
        while (reader.Read(out LogLine line))
        {
            if (line.Ending == LineEnding.None && !isFinal)
            {
                // Somebody may be writing it at this moment.
                return;
            }

            Apply(line, problems);
            End = line.End;
        }
    }

    /// <summary>Applies an event whose line ends at an offset and is about to be written.</summary>
    internal void Apply(TaskEvent happened, long end)
    {
        Board.Apply(happened);
        numbers.Take(happened.Seq);
        End = end;
    }

    /// <summary>Whether the journal lacks events that were acknowledged.</summary>
    /// <param name="shownSeq">The number of the last event that <c>current.json</c> shows: no view is ever ahead of its journal.</param>
    internal bool IsCut(long shownSeq) => LacksEvents || KnownSeq > Board.Seq || shownSeq > LastSeq;

    /// <summary>The id in a journal's first line; empty where that is damaged.</summary>
    internal static string JournalIdOf(IFile journal)
    {
        using var reader = new LineReader(journal, 0, journal.Stat().Length);
        return reader.Read(out LogLine first) && JournalLine.Read(first, out _)?.Action is TaskAction.Snapshot snapshot ? snapshot.Journal : "";
    }

    /// <summary>Where a journal's first line is damaged, a checkpoint may still know its sessions and the tokens that were handed out.</summary>
    private static TaskBoard Begin(string journalId, Checkpoint? checkpoint) =>
        journalId.Length == 0 && checkpoint is not null ? TaskBoard.From(checkpoint.Summary, 0, []) : new TaskBoard();

    /// <summary>
    /// Whether the last event that a checkpoint knew ends where it says, and not another one: where a line is gone, those behind it have moved. One
    /// that cannot be read any more is taken for it.
    /// </summary>
    private static bool IsEndOf(IFile journal, Checkpoint checkpoint)
    {
        Span<byte> last = stackalloc byte[1];
        if (checkpoint.Offset == 0 || journal.ReadFully(last, checkpoint.Offset - 1) == 0 || last[0] != (byte)'\n')
        {
            return false;
        }

        using var reader = new BackwardLineReader(journal, checkpoint.Offset);
        return !reader.Read(out LogLine line) || JournalLine.Read(line, out _) is not { } happened || happened.Seq == checkpoint.Seq;
    }

    private void Apply(LogLine line, ProblemList problems)
    {
        TaskEvent? happened = JournalLine.Read(line, out string? fault);
        if (fault is not null)
        {
            problems.Add(new Problem(path, null, line.Offset, fault));
        }

        if (happened is null)
        {
            Board.Skip();
            numbers.Pass();
            MayLackEvents = true;
            return;
        }

        LacksEvents |= numbers.MissingBefore(happened, isFirst: line.Offset == 0) is not null;
        try
        {
            Board.Apply(happened);
            numbers.Take(happened.Seq);
        }
        catch (ConflictException impossible)
        {
            // Nobody can have done anything to a task that was not there.
            LacksEvents |= happened.TaskId is { } id && Board.Find(id) is null;
            numbers.Take(Math.Min(happened.Seq, Board.Seq));
            MayLackEvents = true;
            problems.Add(new Problem(path, null, line.Offset, $"cannot have happened: {impossible.Message}"));
        }
    }
}
