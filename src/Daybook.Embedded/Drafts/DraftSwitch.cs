namespace Daybook.Embedded.Drafts;

/// <summary>
/// Puts a mended database in the place of the old one. The old log must go before, or it would be taken for the new one's; so the mended one
/// first gets a name that says it is finished, and whoever writes or mends next after a crash goes on from there. Reads read it meanwhile.
/// </summary>
internal sealed class DraftSwitch(EmbeddedPorts ports, DraftPlaces places)
{
    /// <summary>Carries a switch that was begun to its end, if there is one. The caller is alone with the database.</summary>
    internal void FinishAlone()
    {
        if (!places.IsSwitchPending(ports.FileSystem))
        {
            return;
        }

        foreach (string beside in new[] { places.Log, places.SharedMemory })
        {
            if (ports.FileSystem.Stat(beside) is not null)
            {
                ports.FileSystem.Delete(beside);
            }
        }

        ports.FileSystem.SyncDirectory(places.Directory);
        ports.FileSystem.Rename(places.Mended, places.Database);
        ports.FileSystem.SyncDirectory(places.Directory);
    }
}
