using Daybook.Durability.Files;
using Daybook.Durability.FileSystem;
using Daybook.Durability.Locks;
using Daybook.Embedded.Doctor;
using Daybook.Operations;

namespace Daybook.Embedded.Operations;

/// <summary>
/// Writes a damaged log anew without the lines that nobody can read. The damaged one stays under a second name in the quarantine: no log is
/// ever deleted.
/// </summary>
internal sealed class OperationMending(EmbeddedPorts ports, OperationPlaces places, EmbeddedOptions options, OperationFolders folders)
{
    /// <summary>The command that mends.</summary>
    internal const string Command = "daybook doctor ops --fix";

    private readonly SharedFolderGrace grace = new(ports, Command);

    /// <summary>Mends the log of an operation. When it returns both the old and the new one survive power loss.</summary>
    /// <returns>Whether it was mended.</returns>
    internal bool Mend(string id)
    {
        string path = places.LogOf(id);
        return Replace(path, $"operations-{id}", OperationPlaces.LogPermissions, file =>
        {
            using var sound = new MemoryStream();
            OperationReading reading = OperationReading.Of(file, id, line => WriteLine(sound, line));

            // The lines that say something, as they stand, after a first line where that is lost.
            return reading.OtherId is not null ? null
                : reading.Operation.HasStart ? sound.ToArray()
                : [.. OperationLines.Of(path, [new OperationEvent.Started(OperationLifecycle.WithoutStart(id))], places.TimeText), .. sound.ToArray()];
        });
    }

    /// <summary>Mends a log beside those of operations, in the same way.</summary>
    /// <returns>Whether it was mended.</returns>
    internal bool Mend<T>(SideLog<T> log) => Replace(log.FilePath, "operations-" + Path.GetFileNameWithoutExtension(log.FilePath), log.Permissions, file =>
    {
        using var sound = new MemoryStream();
        log.Read(file, new SideLogReading<T> { Keep = line => WriteLine(sound, line) });
        return sound.ToArray();
    });

    /// <summary>What whoever wants a log mended has to do: run the command, or wait until it may be written anew.</summary>
    internal string AdviceFor(string path) => places.IsAdopted ? grace.AdviceFor(path) : Command;

    private bool Replace(string path, string name, UnixFileMode permissions, Func<IFile, byte[]?> sound)
    {
        using IFile file = LockedFile.Open(ports.FileSystem, path, options.LockWait, ports.Clock);
        if (sound(file) is not { } content || (places.IsAdopted && grace.Covers(path)))
        {
            return false;
        }

        folders.Prepare();
        DirectoryTree.Create(ports.FileSystem, places.QuarantineDirectory);
        string aside = Path.Join(places.QuarantineDirectory, ports.QuarantineName(name, OperationPlaces.LogSuffix));
        ports.FileSystem.Link(path, aside);
        DirectoryTree.SyncPlace(ports.FileSystem, places.QuarantineDirectory);
        new AtomicFile(ports.FileSystem, ports.NewTempName).Write(path, content, permissions);

        // Only now: until then it was the log itself, which git tracks.
        ports.FileSystem.SetPermissions(aside, FilePermissions.PrivateFile);
        return true;
    }

    private static void WriteLine(MemoryStream lines, ReadOnlySpan<byte> line)
    {
        lines.Write(line);
        lines.Write("\n"u8);
    }
}
