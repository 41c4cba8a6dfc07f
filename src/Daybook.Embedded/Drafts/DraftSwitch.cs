namespace Daybook.Embedded.Drafts;

/// <summary>
/// Puts a mended database in the place of the old one. The old log must go before, or it would be taken for the new one's; so the mended one
/// first gets a name that says it is finished, and whoever comes next after a crash goes on from there.
/// </summary>
internal sealed class DraftSwitch(EmbeddedPorts ports, DraftPlaces places)
{
    /// <summary>Carries a switch that was begun to its end. The caller is alone with the database.</summary>
    /// <returns>Whether there was one.</returns>
    internal bool FinishAlone()
    {
        if (ports.FileSystem.Stat(places.Mended) is null)
        {
            return false;
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
        return true;
    }
}
