using System.Buffers.Binary;
using Daybook.Durability.Errors;

namespace Daybook.Durability.FileSystem;

/// <summary>
/// Makes the names of directories durable, once in a boot for all processes together: each would otherwise sync every directory on the way to where it
/// writes, since whoever made them may have been killed before that. What was synced is noted in a file, a view: deleted or damaged it only costs
/// those syncs. It is never flushed itself, since after a power loss its boot is over.
/// </summary>
/// <remarks>
/// 512 slots of eight bytes, lowest first; a directory has the one that its mark modulo 512 names, and a later mark takes the place of an earlier one.
/// </remarks>
/// <param name="fileSystem">The disk.</param>
/// <param name="path">The file of the notes, created if absent; where it cannot be, nothing is noted.</param>
public sealed class DurableNames(IFileSystem fileSystem, string path)
{
    private const int Slots = 512;
    private const int SlotBytes = sizeof(ulong);

    /// <summary>
    /// Makes the name of a directory durable, and those of the directories above it up to a root's. What is in the directory itself is
    /// not. Levels above the root that may not be opened are left to their owner.
    /// </summary>
    /// <param name="directory">The directory.</param>
    /// <param name="root">The directory at or above it where Daybook's own tree starts.</param>
    /// <exception cref="FileSystemException">A level inside the root cannot be synced.</exception>
    public void Sync(string directory, string root)
    {
        string? outside = Path.GetDirectoryName(root);
        using IFile? notes = Open();
        Span<byte> known = stackalloc byte[Slots * SlotBytes];
        Read(notes, known);
        for (string? level = directory; level is not null && level != outside && Path.GetDirectoryName(level) is { } parent; level = parent)
        {
            ulong mark = MarkOf(level, parent);
            int slot = (int)(mark % Slots) * SlotBytes;
            bool isKnown = mark != 0 && BinaryPrimitives.ReadUInt64LittleEndian(known[slot..]) == mark;
            if (!isKnown && SyncIfAllowed(parent, isOutside: parent == outside))
            {
                Note(notes, mark, slot);
            }
        }
    }

    /// <summary>Stands for one directory under one name in one boot; 0 where nothing is known that tells it from one that takes its place.</summary>
    private ulong MarkOf(string directory, string parent)
    {
        if (fileSystem.Stat(directory) is not { Birth: not 0 } own || fileSystem.Stat(parent) is not { Birth: not 0 } above)
        {
            return 0;
        }

        ulong place = FileIdentity.Of(fileSystem.BootId, above);
        return FileIdentity.Of($"{place:x}/{Path.GetFileName(directory)}", own);
    }

    private bool SyncIfAllowed(string parent, bool isOutside)
    {
        try
        {
            fileSystem.SyncDirectory(parent);
            return true;
        }
        catch (FileSystemException denied) when (isOutside && denied.Error == FileSystemError.Denied)
        {
            return false;
        }
    }

    private IFile? Open()
    {
        try
        {
            return fileSystem.Open(path, OpenMode.OpenOrCreate);
        }
        catch (DurabilityException)
        {
            return null;
        }
    }

    private static void Read(IFile? notes, Span<byte> known)
    {
        known.Clear();
        try
        {
            _ = notes?.ReadFully(known, 0);
        }
        catch (FileSystemException)
        {
            known.Clear();
        }
    }

    private static void Note(IFile? notes, ulong mark, int slot)
    {
        Span<byte> bytes = stackalloc byte[SlotBytes];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, mark);
        try
        {
            notes?.WriteFully(bytes, slot);
        }
        catch (FileSystemException)
        {
            // The next one syncs it once more.
        }
    }
}
