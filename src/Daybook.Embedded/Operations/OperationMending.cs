using Daybook.Durability.Files;
using Daybook.Durability.FileSystem;
using Daybook.Durability.Locks;
using Daybook.Durability.Logs;
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
        OperationReading reading = OperationReading.Of(file, id);
        bool isYoung = places.IsAdopted && ports.Time.GetUtcNow() - file.Stat().Modified < Grace;
        if (reading.OtherId is not null || isYoung)
        {
            return false;
        }

        byte[] content = Mended(file, id, reading);
        folders.Prepare();
        DirectoryTree.Create(ports.FileSystem, places.QuarantineDirectory);
        ports.FileSystem.Link(path, Path.Join(places.QuarantineDirectory, ports.QuarantineName($"operations-{id}", OperationPlaces.LogSuffix)));
        ports.FileSystem.SyncDirectory(places.QuarantineDirectory);
        new AtomicFile(ports.FileSystem, ports.UniqueName).Write(path, content, OperationPlaces.LogPermissions);
        return true;
    }

    /// <summary>The lines that say something, as they stand, after a first line where that is lost.</summary>
    private byte[] Mended(IFile file, string id, OperationReading reading)
    {
        using var content = new MemoryStream();
        if (!reading.Operation.HasStart)
        {
            content.Write(OperationLines.Of(file.Path, [new OperationEvent.Started(OperationLifecycle.WithoutStart(id))], places.TimeText));
        }

        using var reader = new LineReader(file, 0, reading.Length);
        HashSet<long> damaged = [.. reading.Problems.Select(static problem => problem.Offset ?? -1)];
        while (reader.Read(out LogLine line))
        {
            if (!damaged.Contains(line.Offset))
            {
                content.Write(line.Bytes);
                content.Write("\n"u8);
            }
        }

        return content.ToArray();
    }
}
