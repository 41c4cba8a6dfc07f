using Daybook.Durability.Errors;
using Daybook.Durability.FileSystem;

namespace Daybook.Testing.Disk;

/// <summary>Who may do what: permission bits, a read-only mount, and kinds of file that are refused.</summary>
public sealed partial class SimulatedFileSystem
{
    private const uint OrdinaryUser = 1000;

    private void DemandOpenable(int slot, string path, bool writes)
    {
        FileKind kind = KindOf(slot);
        if (kind != FileKind.Regular)
        {
            Note(" ! refused");
            throw new UnsafeFileException(path, kind);
        }

        if (writes)
        {
            DemandChangeable();
            Demand(slot, UnixFileMode.UserWrite);
        }

        Demand(slot, UnixFileMode.UserRead);
    }

    private void DemandChangeable()
    {
        if (IsReadOnly)
        {
            throw Failure(FileSystemError.ReadOnly);
        }
    }

    /// <summary>Checks that names in a directory may be changed and that there is such a directory.</summary>
    private void DemandWritable(int directory)
    {
        if (directory == Nothing)
        {
            throw Failure(FileSystemError.NotFound);
        }

        DemandChangeable();
        Demand(directory, UnixFileMode.UserWrite);
    }

    private void DemandOwned(CachedNode node)
    {
        if (!IsPrivileged && node.Durable.User != User)
        {
            throw Failure(FileSystemError.Denied, 1);
        }
    }

    /// <summary>Checks a permission bit, given as that of the owner; another user needs the same bit of everyone.</summary>
    private void Demand(int slot, UnixFileMode ownerBit)
    {
        DiskNode node = DurableOf(slot);
        UnixFileMode needed = node.User == User ? ownerBit : (UnixFileMode)((int)ownerBit >> 6);
        if (!IsPrivileged && (node.Permissions & needed) == 0)
        {
            throw Failure(FileSystemError.Denied);
        }
    }
}
