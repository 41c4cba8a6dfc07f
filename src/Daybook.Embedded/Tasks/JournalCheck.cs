using Daybook.Durability.FileSystem;
using Daybook.Durability.Logs;
using Daybook.Errors;
using Daybook.Tasks;

namespace Daybook.Embedded.Tasks;

/// <summary>What is wrong with the journal: its lines, what they say, and whether the checkpoint says the same.</summary>
internal sealed class JournalCheck(EmbeddedPorts ports, TaskPlaces places)
{
    internal const string Impossible = "impossible_event";
    internal const string Gap = "missing_event";
    internal const string Missing = "missing_journal";
    internal const string Lost = "lost_journal";
    internal const string Behind = "journal_behind";
    internal const string WrongCheckpoint = "wrong_checkpoint";

    private long end;

    /// <summary>The board as readers see it: from the checkpoint where it fits.</summary>
    internal TaskBoard Board { get; private set; } = new();

    /// <summary>Whether there is a journal.</summary>
    internal bool HasJournal { get; private set; }

    /// <summary>The journal's own id; empty where its first line is damaged or there is none.</summary>
    internal string JournalId { get; private set; } = "";

    /// <summary>How long the journal was when it was looked at.</summary>
    internal long Length { get; private set; }

    /// <summary>The number of the last event that happened after the journal began.</summary>
    internal long LastSeq { get; private set; }

    /// <summary>Whether a finding goes away when the journal begins anew with what its readers see.</summary>
    internal static bool IsJournalProblem(Finding finding, TaskPlaces places) =>
        finding.Path == places.Journal
        && (TaskLineCheck.IsLineProblem(finding.Problem) || finding.Problem is Impossible or Gap or Lost or Behind or HistoryCheck.Ahead);

    /// <summary>What to say of a journal that was lost, until somebody has taken note.</summary>
    internal static string LossOf(DateTimeOffset time) =>
        $"a journal, or its end, was lost before {time.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}; what is here is what the checkpoint, current.json and the history knew";

    /// <summary>A journal that ends before an event that something else knows.</summary>
    internal static Finding BehindOf(string path, string witness, long seq) =>
        TaskFinding.Error(Behind, path, EndOf(witness, seq));

    /// <summary>What to say of such a journal.</summary>
    internal static string EndOf(string witness, long seq) => $"{witness} knows event {seq}, and the journal ends before it: events are lost";

    /// <summary>Whether the journal lacks the end that something else knows. What has happened since it was looked at stands in it by now.</summary>
    internal bool Lacks(long seq)
    {
        if (!HasJournal || seq <= end)
        {
            return false;
        }

        using IFile? journal = places.OpenJournal(ports.FileSystem);
        return journal is not null
            && TaskReplay.Load(ports.FileSystem, places, journal, journal.Stat().Length, isFinal: true, new ProblemList()).LastSeq < seq;
    }

    /// <summary>Looks at everything and changes nothing.</summary>
    internal List<Finding> Examine(IProgress<long>? bytes, CancellationToken cancellationToken)
    {
        var findings = new List<Finding>();
        using IFile? journal = places.OpenJournal(ports.FileSystem);
        if (journal is null)
        {
            Board = JournalStart.Preview(ports, places);
            if (Board.Summary.JournalLostAt is not null)
            {
                findings.Add(TaskFinding.Error(
                    Missing, places.Journal, "the journal is gone; what the checkpoint and current.json still know begins a new one"));
            }

            return findings;
        }

        HasJournal = true;
        Length = journal.Stat().Length;
        TaskReplay replay = TaskReplay.Load(ports.FileSystem, places, journal, Length, isFinal: true, new ProblemList());
        (Board, JournalId, end) = (replay.Board, replay.JournalId, replay.LastSeq);
        TaskBoard whole = ExamineLines(journal, findings, bytes, cancellationToken);
        if (findings.Count == 0 && replay.CheckpointEnd > 0 && !IsSame(whole, replay.Board))
        {
            findings.Add(TaskFinding.Error(WrongCheckpoint, places.Checkpoint, "it says something else than the journal, which is whole"));
        }

        if (Board.Summary.JournalLostAt is { } lost)
        {
            findings.Add(TaskFinding.Error(Lost, places.Journal, $"{LossOf(lost)}; a backup may have the rest, and a repair takes note of the loss"));
        }

        return findings;
    }

    private TaskBoard ExamineLines(IFile journal, List<Finding> findings, IProgress<long>? bytes, CancellationToken cancellationToken)
    {
        var board = new TaskBoard();
        long reported = 0;
        var numbers = new EventNumbers(0);
        using var reader = new LineReader(journal, 0, Length);
        while (reader.Read(out LogLine line))
        {
            cancellationToken.ThrowIfCancellationRequested();
            TaskEvent? happened = JournalLine.Read(line, out _);
            LineFault? fault = TaskLineCheck.OfJournal.FaultOf(line) ?? (happened is null ? null : GapBefore(happened, numbers, line));
            string? refusal = null;
            if (happened is null)
            {
                numbers.Pass();
            }
            else
            {
                refusal = Replay(board, happened);
                numbers.Take(Math.Min(happened.Seq, board.Seq));
            }

            if (refusal is not null)
            {
                fault = Unapplied(fault, refusal);
            }

            if (fault is { } found)
            {
                TaskFinding.Add(findings, found, journal.Path, line.Number);
            }

            if (line.End - reported >= LogLimits.LineBytesMaximum)
            {
                reported = line.End;
                bytes?.Report(reported);
            }
        }

        return board;
    }

    /// <summary>
    /// What to say of a line whose event no reader applies. Where the line itself is damaged that comes first, but what is lost with the event is told
    /// as well: sealing the line anew does not bring it back.
    /// </summary>
    private static LineFault Unapplied(LineFault? fault, string refusal) => fault is { } damaged
        ? damaged with { Severity = Finding.Error, Meaning = $"{damaged.Meaning}; its event was not applied: {refusal}" }
        : new LineFault(Impossible, Finding.Error, $"the event cannot have happened, as an earlier one is lost: {refusal}");

    private static LineFault? GapBefore(TaskEvent happened, EventNumbers numbers, LogLine line) =>
        numbers.MissingBefore(happened, isFirst: line.Offset == 0) switch
        {
            null => null,
            0 => new LineFault(Gap, Finding.Error, "the journal's first lines are missing, with what was known before them"),
            long first => new LineFault(Gap, Finding.Error, $"events {first} to {happened.Seq - 1} are missing before this line"),
        };

    /// <summary>Applies an event.</summary>
    /// <returns>Why it was not applied; null if it was.</returns>
    private string? Replay(TaskBoard board, TaskEvent happened)
    {
        string? refusal = Apply(board, happened);
        bool isBeginning = happened.Action is TaskAction.Snapshot or TaskAction.SessionKept or TaskAction.TaskKept;

        // A number that was never given out does not count, and no view lags behind it.
        LastSeq = isBeginning ? LastSeq : Math.Max(LastSeq, Math.Min(happened.Seq, board.Seq));
        return refusal;
    }

    private static string? Apply(TaskBoard board, TaskEvent happened)
    {
        try
        {
            board.Apply(happened);
            return null;
        }
        catch (ConflictException impossible)
        {
            return impossible.Message;
        }
    }

    private static bool IsSame(TaskBoard one, TaskBoard other) =>
        one.Token == other.Token
        && one.Open.Count == other.Open.Count
        && one.Open.All(task => other.Find(task.Id) is { } twin && twin.Seq == task.Seq && twin.Status == task.Status);
}
