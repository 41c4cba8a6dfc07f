
namespace Daybook.Embedded.Tasks;

/// <summary>
/// Begins the journal anew when most of it is about tasks that have left: with the open tasks as they are. The old journal goes to the
/// archive, where <c>task history</c> and <c>--at</c> still read it. Used under the lock of the tasks only.
/// </summary>
internal sealed class JournalCompaction(EmbeddedPorts ports, TaskPlaces places, JournalRotation rotation)
{
    /// <summary>A journal is left alone until it is this long, and this many times as long as the checkpoint.</summary>
    private const long JournalBytesMin = 4 << 20;
    private const int CheckpointsMin = 4;

    /// <summary>Compacts the journal if it is time to. When it returns, what it did survives power loss.</summary>
    /// <param name="journalBytes">The journal's length.</param>
    /// <param name="checkpointBytes">The checkpoint's length.</param>
    /// <param name="known">The number up to which everything finished is in the history.</param>
    internal void RunIfDue(long journalBytes, long checkpointBytes, long known)
    {
        if (journalBytes > JournalBytesMin && journalBytes > checkpointBytes * CheckpointsMin)
        {
            Run(known);
        }
    }

    /// <summary>Sets the journal aside in the archive and begins a new one with what is still open.</summary>
    internal void Run(long known)
    {
        rotation.Run(
            known,
            journal => JournalArchive.PathOf(places, journal),
            (_, log, length) => KeptBoard.Of(TaskReplay.Load(ports.FileSystem, places, log, length, isFinal: true, new ProblemList()).Board));
        PackArchive();
    }

    private void PackArchive()
    {
        foreach ((string path, bool isPacked) in JournalArchive.Files(ports.FileSystem, places))
        {
            if (!isPacked && ports.FileSystem.Stat(path) is { } archived && ports.FileSystem.Stat(places.Journal)?.IsSameFile(archived) != true)
            {
                HistoryPacking.Pack(ports, path, path + ".gz");
            }
        }
    }
}
