using Daybook.Durability.Files;
using Daybook.Durability.FileSystem;

namespace Daybook.Embedded.Tasks;

/// <summary>Keeps the bytes that are about to be replaced because nobody can use them.</summary>
internal static class Quarantine
{
    /// <summary>Copies bytes into the quarantine. When it returns they survive power loss.</summary>
    internal static void Keep(EmbeddedPorts ports, TaskPlaces places, string path, ReadOnlySpan<byte> content)
    {
        DirectoryTree.Create(ports.FileSystem, places.QuarantineDirectory);
        new AtomicFile(ports.FileSystem, ports.NewTempName).Write(PathFor(ports, places, path), content);
        DirectoryTree.SyncPlace(ports.FileSystem, places.QuarantineDirectory);
    }

    /// <summary>Keeps a file that is about to be replaced, also one that was too large to be read. When it returns its bytes survive power loss.</summary>
    /// <param name="ports">The disk.</param>
    /// <param name="places">Where the quarantine is.</param>
    /// <param name="path">The file.</param>
    /// <param name="content">What was read of it; nothing where there is none, or too much.</param>
    internal static void KeepAll(EmbeddedPorts ports, TaskPlaces places, string path, byte[]? content)
    {
        if (content is { Length: > 0 })
        {
            Keep(ports, places, path, content);
        }
        else if (ports.FileSystem.Stat(path) is { Length: > 0 })
        {
            Link(ports, places, path);
        }
    }

    /// <summary>
    /// Gives a file a second name in the quarantine, under which its bytes stay when the first name goes or gets another file. When it
    /// returns that name survives power loss.
    /// </summary>
    internal static void Link(EmbeddedPorts ports, TaskPlaces places, string path)
    {
        DirectoryTree.Create(ports.FileSystem, places.QuarantineDirectory);
        ports.FileSystem.Link(path, PathFor(ports, places, path));
        DirectoryTree.SyncPlace(ports.FileSystem, places.QuarantineDirectory);
    }

    /// <summary>Takes a file out of its folder and into the quarantine. When it returns that survives power loss.</summary>
    internal static void Move(EmbeddedPorts ports, TaskPlaces places, string path)
    {
        Link(ports, places, path);
        ports.FileSystem.Delete(path);
        ports.FileSystem.SyncDirectory(Path.GetDirectoryName(path) ?? places.Root);
    }

    /// <summary>A free name for what stood at a path.</summary>
    internal static string PathFor(EmbeddedPorts ports, TaskPlaces places, string path)
    {
        string name = Path.GetFileName(path);
        int dot = name.IndexOf('.', StringComparison.Ordinal);
        return Path.Join(places.QuarantineDirectory, ports.QuarantineName($"tasks-{name[..dot]}", name[dot..]));
    }
}
