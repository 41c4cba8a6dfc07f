using Daybook.Durability.FileSystem;

namespace Daybook.Embedded.Tasks;

/// <summary>
/// Begins a journal anew that is damaged or was cut: with what its readers see, and with what only the history and the views still know. The
/// old journal goes to the quarantine as it is, and into the archive as far as it can be read, so that the events in it stay in reach.
/// </summary>
internal sealed class JournalRepair(EmbeddedPorts ports, TaskPlaces places, JournalRotation rotation)
{
    private readonly LineFileRepair lines = new(ports, places);

    /// <summary>
    /// Continues a journal that ends before something that the views know, as one that was lost is begun anew: it says so until a repair has taken
    /// note. Under the lock of the tasks, so that no view gets ahead meanwhile.
    /// </summary>
    internal static void RunIfCut(EmbeddedPorts ports, TaskPlaces places, EmbeddedOptions options)
    {
        if (IsCut(ports, places))
        {
            using var history = new HistoryWriting(ports, places);
            using var rotation = new JournalRotation(ports, places, options, history);
            new JournalRepair(ports, places, rotation).Run(lostAt: ports.Time.GetUtcNow());
        }
    }

    /// <summary>Repairs the journal, under the lock of the tasks. When it returns, what it did survives power loss.</summary>
    /// <param name="lostAt">When it was found that events are lost; null for whoever tells it to a person.</param>
    internal void Run(DateTimeOffset? lostAt)
    {
        rotation.Run(
            known: 0,
            _ => Quarantine.PathFor(ports, places, places.Journal),
            (name, log, length) =>
            {
                Archive(name, log, length);
                TaskReplay replay = TaskReplay.Load(ports.FileSystem, places, log, length, isFinal: true, new ProblemList());
                KeptBoard whole = JournalRemains.Beside(ports, places).Beyond(replay);
                return whole with { Summary = whole.Summary with { JournalLostAt = lostAt } };
            });
    }

    private static bool IsCut(EmbeddedPorts ports, TaskPlaces places)
    {
        long shown = CurrentFile.SeqShown(
            places, CurrentFile.Read(ports.FileSystem, places.Current), CurrentFile.Read(ports.FileSystem, places.CurrentBackup));
        using IFile? journal = places.OpenJournal(ports.FileSystem);
        return journal is not null
            && TaskReplay.Load(ports.FileSystem, places, journal, journal.Stat().Length, isFinal: true, new ProblemList()).IsCut(shown);
    }

    private void Archive(string name, IFile log, long length)
    {
        DirectoryTree.Create(ports.FileSystem, places.Archive);
        string path = JournalArchive.PathOf(places, name);
        if (ports.FileSystem.Stat(path) is not null || ports.FileSystem.Stat(JournalArchive.PackedPathOf(path)) is not null)
        {
            // What went there before may have more in it: somebody put an older state of this journal back.
            path = JournalArchive.PathOf(places, Ulid.Create(ports.Time.GetUtcNow(), ports.Ids.NewId()));
        }

        lines.Replace(
            path,
            isPacked: false,
            output => lines.CopyPlain(log, length, TaskLineCheck.OfJournal, (line, _) => output.Add(line)));
    }
}
