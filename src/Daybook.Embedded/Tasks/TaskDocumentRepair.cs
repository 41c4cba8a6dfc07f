namespace Daybook.Embedded.Tasks;

/// <summary>Takes documents away that cannot be read, under the lock of the tasks, so that they are made again. Their bytes are kept.</summary>
internal sealed class TaskDocumentRepair(EmbeddedPorts ports, TaskPlaces places)
{
    private static readonly string[] Removable =
    [
        TaskDocumentCheck.CorruptCheckpoint, TaskDocumentCheck.StaleCheckpoint, JournalCheck.WrongCheckpoint,
        TaskDocumentCheck.CorruptCurrent, TaskDocumentCheck.CorruptBackup,
    ];

    /// <summary>Mends what of these findings concerns documents. A stale checkpoint is one only while there is a journal.</summary>
    internal void Run(IReadOnlyList<Finding> findings)
    {
        // The context comes first: current.json may be the last to know it.
        if (findings.Any(static finding => finding.Problem == TaskDocumentCheck.CorruptContext))
        {
            RepairContext();
        }

        foreach (string path in findings.Where(static finding => Removable.Contains(finding.Problem)).Select(static finding => finding.Path).Distinct(StringComparer.Ordinal))
        {
            if (ports.FileSystem.Stat(path) is not null)
            {
                Quarantine.Move(ports, places, path);
            }
        }
    }

    /// <summary>Its values from the backup, else those that current.json shows; else nothing is known any more.</summary>
    private void RepairContext()
    {
        bool isLost = ContextFile.IsDamaged(ports.FileSystem, places.ContextBackup) || ports.FileSystem.Stat(places.ContextBackup) is null;
        if (!isLost)
        {
            ContextFile backup = ContextFile.Read(ports.FileSystem, places);
            backup.Replace(ports, places, backup.Values);
            return;
        }

        foreach (string path in new[] { places.Context, places.ContextBackup }.Where(path => ports.FileSystem.Stat(path) is not null))
        {
            Quarantine.Move(ports, places, path);
        }

        if ((Shown(places.Current) ?? Shown(places.CurrentBackup)) is { } shown)
        {
            shown.Replace(ports, places, shown.Values);
        }
    }

    private ContextFile? Shown(string path) => ContextFile.ShownBy(CurrentFile.Read(ports.FileSystem, path));
}
