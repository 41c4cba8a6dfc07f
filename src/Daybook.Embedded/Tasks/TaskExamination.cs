using Daybook.Tasks;

namespace Daybook.Embedded.Tasks;

/// <summary>What a look at everything found.</summary>
/// <param name="Findings">What is wrong.</param>
internal sealed record TaskExamination(List<Finding> Findings)
{
    /// <summary>What is known of the history; null where nothing was looked at.</summary>
    internal HistoryCheck? History { get; private init; }

    internal static TaskExamination Of(
        EmbeddedPorts ports, TaskPlaces places, bool isLocked, IProgress<long>? bytes, CancellationToken cancellationToken)
    {
        var documents = new TaskDocumentCheck(ports, places);
        List<Finding> newer = [.. documents.ExamineVersions()];
        if (newer.Count > 0)
        {
            return new TaskExamination(newer);
        }

        var journal = new JournalCheck(ports, places);
        List<Finding> findings = [.. new TaskSurroundings(ports, places, isLocked).Examine(), .. journal.Examine(bytes, cancellationToken)];
        findings.AddRange(documents.Examine(journal));
        findings.AddRange(new JournalArchiveCheck(ports, places, journal.JournalId).Examine(cancellationToken));
        var history = new HistoryCheck(ports, places, journal);
        findings.AddRange(history.Examine(cancellationToken));
        if (journal.HasJournal)
        {
            TaskMoment moment = TaskMoment.Of(ports.Time, ports.Processes);
            findings.AddRange(new BoardCheck(journal.Board, history.LookedUp, moment).Examine()
                .Select(wrong => TaskFinding.Warning(wrong.Problem, places.Journal, wrong.Meaning)));
        }

        return new TaskExamination(findings) { History = history };
    }
}
