using Daybook.Durability.FileSystem;

namespace Daybook.Testing.Disk;

/// <summary>Rename: one change if both names are in one directory, so that it is kept or lost whole, else one in each.</summary>
public sealed partial class SimulatedFileSystem
{
    /// <inheritdoc/>
    public void Rename(string from, string to)
    {
        lock (gate)
        {
            Enter(DiskCall.Rename, to, from);
            int slot = Locate(from, out int source, out ReadOnlySpan<char> oldName);
            DemandWritable(source);
            int replaced = Locate(to, out int target, out ReadOnlySpan<char> newName);
            if (slot == Nothing)
            {
                throw Failure(FileSystemError.NotFound);
            }

            DemandWritable(target);

            // Two names of one file: POSIX leaves both.
            if (replaced != slot)
            {
                DemandReplaceable(slot, source, target, replaced);
                if (replaced != Nothing && !IsGiven(DiskCall.Rename, to))
                {
                    Change(target, new EntryChange(newName.ToString(), null, replaced));
                }

                Move(slot, source, oldName.ToString(), target, newName.ToString());
            }

            Leave();
        }
    }

    /// <inheritdoc/>
    public void Exchange(string left, string right)
    {
        lock (gate)
        {
            Enter(DiskCall.Exchange, right, left);
            int leftSlot = LocateExisting(left, out int source, out ReadOnlySpan<char> leftName);
            int rightSlot = LocateExisting(right, out int target, out ReadOnlySpan<char> rightName);
            DemandWritable(source);
            if (source != target)
            {
                throw Failure(FileSystemError.NotSupported);
            }

            Change(source, new EntryChange(leftName.ToString(), rightName.ToString(), leftSlot) { Traded = rightSlot });
            Leave();
        }
    }

    private void Move(int slot, int source, string oldName, int target, string newName)
    {
        if (source == target)
        {
            Change(source, new EntryChange(oldName, newName, slot));
        }
        else
        {
            Change(target, new EntryChange(null, newName, slot));
            Change(source, new EntryChange(oldName, null, slot));
        }
    }

    private void DemandReplaceable(int slot, int source, int target, int replaced)
    {
        bool isDirectory = KindOf(slot) == FileKind.Directory;
        if (isDirectory && Contains(slot, target))
        {
            throw Failure(FileSystemError.Other, ErrorNumber.Invalid);
        }

        if (replaced == Nothing)
        {
            return;
        }

        bool replacesDirectory = KindOf(replaced) == FileKind.Directory;
        if (replacesDirectory && Contains(replaced, source))
        {
            throw Failure(FileSystemError.Other, ErrorNumber.NotEmpty);
        }

        if (isDirectory != replacesDirectory)
        {
            throw Failure(FileSystemError.WrongKind, replacesDirectory ? ErrorNumber.IsDirectory : ErrorNumber.NotDirectory);
        }

        if (replacesDirectory && EntriesOf(replaced).Count > 0)
        {
            throw Failure(FileSystemError.Other, ErrorNumber.NotEmpty);
        }
    }

    private bool Contains(int directory, int wanted)
    {
        if (directory == wanted)
        {
            return true;
        }

        EntryTable entries = EntriesOf(directory);
        for (int i = 0; i < entries.Count; i++)
        {
            if (KindOf(entries.Slot(i)) == FileKind.Directory && Contains(entries.Slot(i), wanted))
            {
                return true;
            }
        }

        return false;
    }
}
