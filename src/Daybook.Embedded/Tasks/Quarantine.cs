using Daybook.Durability.Files;
using Daybook.Durability.FileSystem;

namespace Daybook.Embedded.Tasks;

/// <summary>Keeps the bytes that are about to be replaced because nobody can use them.</summary>
internal static class Quarantine
{
    private const int CopyBytes = 256 << 10;

    /// <summary>Copies a whole file into the quarantine, also one that is too large to be read. When it returns the copy survives power loss.</summary>
    internal static void Keep(EmbeddedPorts ports, TaskPlaces places, string path)
    {
        using IFile file = ports.FileSystem.Open(path, OpenMode.Read);
        new AtomicFile(ports.FileSystem, ports.UniqueName).Write(NewPath(ports, places, path), copy => Copy(file, copy), FilePermissions.PrivateFile);
    }

    private static string NewPath(EmbeddedPorts ports, TaskPlaces places, string path)
    {
        DirectoryTree.Create(ports.FileSystem, places.QuarantineDirectory);
        string stem = Path.GetFileName(path).Replace(".json", "", StringComparison.Ordinal);
        string name = $"tasks-{stem}-{ports.Time.GetUtcNow():yyyyMMdd'T'HHmmss'Z'}-{ports.UniqueName()[..8]}.json";
        return Path.Join(places.QuarantineDirectory, name);
    }

    private static void Copy(IFile from, IFile to)
    {
        byte[] buffer = new byte[CopyBytes];
        for (long offset = 0; from.ReadFully(buffer, offset) is var read and > 0; offset += read)
        {
            to.WriteFully(buffer.AsSpan(0, read), offset);
        }
    }
}
