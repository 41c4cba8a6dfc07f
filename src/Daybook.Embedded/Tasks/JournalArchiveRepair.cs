namespace Daybook.Embedded.Tasks;

/// <summary>Mends the archive of journals, under the lock of the tasks. What it replaces stands in the quarantine first.</summary>
internal sealed class JournalArchiveRepair(EmbeddedPorts ports, TaskPlaces places)
{
    /// <summary>Mends what of these findings concerns the archive.</summary>
    internal void Run(IReadOnlyList<Finding> findings)
    {
        foreach (IGrouping<string, Finding> file in findings
            .Where(finding => Path.GetDirectoryName(finding.Path) == places.Archive)
            .GroupBy(static finding => finding.Path, StringComparer.Ordinal))
        {
            if (file.Any(static finding => finding.Problem == JournalArchiveCheck.Unfinished))
            {
                RemoveSecond(file.Key);
            }
            else if (file.Any(static finding => finding.Problem == JournalArchiveCheck.Damaged || TaskLineCheck.IsLineProblem(finding.Problem)))
            {
                bool isPacked = file.Key.EndsWith(JournalArchive.PackedSuffix, StringComparison.Ordinal);
                new LineFileRepair(ports, places).Rewrite(file.Key, isPacked, TaskLineCheck.OfJournal);
            }
        }
    }

    /// <summary>A second name of the journal in use goes; a copy of it is kept, since nobody knows that it holds nothing else.</summary>
    private void RemoveSecond(string path)
    {
        if (ports.FileSystem.Stat(path) is { } second && ports.FileSystem.Stat(places.Journal)?.IsSameFile(second) == true)
        {
            ports.FileSystem.Delete(path);
            ports.FileSystem.SyncDirectory(places.Archive);
        }
        else
        {
            Quarantine.Move(ports, places, path);
        }
    }
}
