using Daybook.Durability.Files;
using Daybook.Durability.FileSystem;
using Daybook.Durability.Locks;
using Daybook.Operations;

namespace Daybook.Embedded.Operations;

/// <summary>
/// Writes a damaged log anew without the lines that nobody can read. The damaged one stays under a second name in the quarantine: no log is
/// ever deleted.
/// </summary>
internal sealed class OperationMending(EmbeddedPorts ports, OperationPlaces places, EmbeddedOptions options, OperationFolders folders)
{
    /// <summary>In a folder shared with programs that take no lock, a younger log may be about to get the rest of a line.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromMinutes(10);

    /// <summary>Mends one log. When it returns both the old and the new one survive power loss.</summary>
    /// <returns>Whether it was mended.</returns>
    internal bool Mend(string id)
    {
        string path = places.LogOf(id);
        using IFile file = LockedFile.Open(ports.FileSystem, path, options.LockWait, ports.Clock);
        using var sound = new MemoryStream();
        OperationReading reading = OperationReading.Of(file, id, line =>
        {
            sound.Write(line.Bytes);
            sound.Write("\n"u8);
        });
        bool isYoung = places.IsAdopted && ports.Time.GetUtcNow() - file.Stat().Modified < Grace;
        if (reading.OtherId is not null || isYoung)
        {
            return false;
        }

        // The lines that say something, as they stand, after a first line where that is lost.
        byte[] start = reading.Operation.HasStart
            ? []
            : OperationLines.Of(path, [new OperationEvent.Started(OperationLifecycle.WithoutStart(id))], places.TimeText);
        folders.Prepare();
        DirectoryTree.Create(ports.FileSystem, places.QuarantineDirectory);
        ports.FileSystem.Link(path, Path.Join(places.QuarantineDirectory, ports.QuarantineName($"operations-{id}", OperationPlaces.LogSuffix)));
        DirectoryTree.SyncPlace(ports.FileSystem, places.QuarantineDirectory);
        new AtomicFile(ports.FileSystem, ports.UniqueName).Write(path, [.. start, .. sound.ToArray()], OperationPlaces.LogPermissions);
        return true;
    }
}
