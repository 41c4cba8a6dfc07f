using System.Text;
using Daybook.Durability.FileSystem;

namespace Daybook.Testing.Disk;

/// <summary>
/// What a test does to the disk behind everyone's back: nothing here counts as a call, fails or can crash, and all of it is
/// durable at once.
/// </summary>
public sealed partial class SimulatedFileSystem
{
    /// <summary>Puts a file there with these bytes, in place of what the name stood for; missing directories are made.</summary>
    public void PlantFile(string path, ReadOnlySpan<byte> bytes, UnixFileMode permissions = FilePermissions.PrivateFile) =>
        Plant(path, FileKind.Regular, permissions, bytes);

    /// <summary>Puts a file there with this text.</summary>
    public void PlantFile(string path, string text) => PlantFile(path, Encoding.UTF8.GetBytes(text));

    /// <summary>Makes an empty directory, and those above it where they are missing.</summary>
    public void PlantDirectory(string path, UnixFileMode permissions = FilePermissions.PrivateDirectory) =>
        Plant(path, FileKind.Directory, permissions, []);

    /// <summary>Puts a symbolic link there, its target absolute or relative to its directory.</summary>
    public void PlantSymbolicLink(string path, string target) =>
        Plant(path, FileKind.SymbolicLink, FilePermissions.SharedDirectory, Encoding.UTF8.GetBytes(target));

    /// <summary>Puts a named pipe there.</summary>
    public void PlantFifo(string path) => Plant(path, FileKind.Fifo, FilePermissions.PrivateFile, []);

    /// <summary>Puts a device there.</summary>
    public void PlantDevice(string path) => Plant(path, FileKind.Other, FilePermissions.PrivateFile, []);

    /// <summary>Gives what stands at a path to another user.</summary>
    public void PlantOwner(string path, uint user, uint group)
    {
        lock (gate)
        {
            CachedNode node = Load(LocateExisting(path, out _, out _));
            node.Durable = node.Durable with { User = user, Group = group };
        }
    }

    /// <summary>The bytes of a file as every process sees them.</summary>
    public byte[] ReadBytes(string path)
    {
        lock (gate)
        {
            return ContentOf(LocateExisting(path, out _, out _)).Span.ToArray();
        }
    }

    /// <summary>The text of a file as every process sees it.</summary>
    public string ReadText(string path) => Encoding.UTF8.GetString(ReadBytes(path));

    /// <summary>Whether a name exists as every process sees it.</summary>
    public bool Exists(string path)
    {
        lock (gate)
        {
            return Locate(path, out _, out _) != Nothing;
        }
    }

    /// <summary>The files that are open, of all processes; one that nobody closes any more is a descriptor lost.</summary>
    public int OpenFiles
    {
        get
        {
            lock (gate)
            {
                return cache.Sum(static node => node?.Opened.Count ?? 0);
            }
        }
    }

    /// <summary>Makes everything durable, as <c>sync</c> does.</summary>
    public void SyncAll()
    {
        lock (gate)
        {
            foreach (CachedNode? node in cache)
            {
                node?.Flush();
            }
        }
    }

    private void Plant(string path, FileKind kind, UnixFileMode permissions, ReadOnlySpan<byte> bytes)
    {
        lock (gate)
        {
            string parent = Path.GetDirectoryName(path) ?? "/";
            if (Locate(parent, out _, out _) == Nothing)
            {
                Plant(parent, FileKind.Directory, FilePermissions.PrivateDirectory, []);
            }

            _ = Locate(path, out int directory, out ReadOnlySpan<char> name);
            int slot = AddNode(kind, permissions);
            Change(directory, new EntryChange(null, name.ToString(), slot));
            CachedNode node = Load(slot);
            node.Write(bytes, 0);
            node.Flush();
            Load(directory).Flush();
        }
    }
}
