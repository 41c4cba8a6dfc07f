using Daybook.Durability.FileSystem;

namespace Daybook.Testing.Disk;

/// <summary>Advisory locks as flock has them: of the open file, not of the process, and gone when it is closed.</summary>
public sealed partial class SimulatedFileSystem
{
    /// <summary>Kills one process: its files are closed and its locks dropped, what it wrote stays readable.</summary>
    public void KillProcess(int processId)
    {
        lock (gate)
        {
            foreach (CachedNode? node in cache)
            {
                foreach (SimulatedFile file in node?.Opened.FindAll(file => file.ProcessId == processId) ?? [])
                {
                    Close(file);
                }
            }
        }
    }

    internal bool TryLock(SimulatedFile file, LockMode mode)
    {
        lock (gate)
        {
            Enter(DiskCall.TryLock, file, mode == LockMode.Shared ? "shared" : "exclusive");

            // A conversion is not atomic: the old lock is gone even if the new one is refused (man 2 flock).
            file.Held = null;
            bool taken = !IsLockedAgainst(file, mode);
            if (taken)
            {
                file.Held = mode;
            }
            else
            {
                Note(" = taken");
            }

            Leave();
            return taken;
        }
    }

    internal void Unlock(SimulatedFile file)
    {
        lock (gate)
        {
            Enter(DiskCall.Unlock, file);
            file.Held = null;
            Leave();
        }
    }

    private static bool IsLockedAgainst(SimulatedFile file, LockMode mode)
    {
        foreach (SimulatedFile other in file.Node.Opened)
        {
            if (other.Held is { } held && (held == LockMode.Exclusive || mode == LockMode.Exclusive))
            {
                return true;
            }
        }

        return false;
    }

    private int? FindLockHolder(FileStat file)
    {
        foreach (CachedNode? node in cache)
        {
            if (node is not null && node.Durable.Number == file.Inode && node.Durable.Birth == file.Birth)
            {
                return node.Opened.Find(static opened => opened.Held is not null)?.ProcessId;
            }
        }

        return null;
    }
}
