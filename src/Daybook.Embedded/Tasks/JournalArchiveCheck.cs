using Daybook.Durability.FileSystem;
using Daybook.Durability.Logs;

namespace Daybook.Embedded.Tasks;

/// <summary>What is wrong with the journals that were replaced.</summary>
internal sealed class JournalArchiveCheck(EmbeddedPorts ports, TaskPlaces places, string journalId)
{
    internal const string Damaged = "damaged_archive";
    internal const string Unfinished = "unfinished_compaction";

    /// <summary>Looks at everything and changes nothing.</summary>
    internal List<Finding> Examine(CancellationToken cancellationToken)
    {
        var findings = new List<Finding>();
        foreach ((string path, bool isPacked) in JournalArchive.Files(ports.FileSystem, places))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (isPacked)
            {
                ExaminePacked(path, findings);
            }
            else if (IsJournalInUse(path))
            {
                findings.Add(TaskFinding.Warning(Unfinished, path, "it is the journal that is in use: a compaction ended before its last step, and nothing is missing"));
            }
            else if (ports.FileSystem.Stat(path + ".gz") is not null)
            {
                findings.Add(TaskFinding.Warning(HistoryCheck.UnfinishedPacking, path, "its packed form stands beside it; the packing ended before its last step"));
            }
            else
            {
                ExaminePlain(path, findings);
            }
        }

        return findings;
    }

    /// <summary>Whether a file here is the journal in use, or a copy of it that a repair made before it died.</summary>
    private bool IsJournalInUse(string path) =>
        (ports.FileSystem.Stat(path) is { } file && ports.FileSystem.Stat(places.Journal)?.IsSameFile(file) == true)
        || (journalId.Length > 0 && path == JournalArchive.PathOf(places, journalId));

    private void ExaminePacked(string path, List<Finding> findings)
    {
        using PackedLines? packed = PackedLines.Open(ports.FileSystem, path);
        packed?.Forward(0, (line, _) => Look(TaskLineCheck.OfJournal.FaultOf(line), path, null, findings));
        Look(packed?.HasUnendedLine == true ? TaskLineCheck.Unended : null, path, null, findings);
        if (packed?.IsDamaged == true)
        {
            findings.Add(TaskFinding.Error(Damaged, path, "part of it cannot be unpacked, with the events in it; what the tasks became is not touched"));
        }
    }

    private void ExaminePlain(string path, List<Finding> findings)
    {
        using IFile plain = ports.FileSystem.Open(path, OpenMode.Read);
        using var reader = new LineReader(plain, 0, plain.Stat().Length);
        while (reader.Read(out LogLine line))
        {
            Look(TaskLineCheck.OfJournal.FaultOf(line), path, line.Number, findings);
        }
    }

    private static void Look(LineFault? fault, string path, long? number, List<Finding> findings)
    {
        if (fault is { } found)
        {
            TaskFinding.Add(findings, found, path, number);
        }
    }
}
