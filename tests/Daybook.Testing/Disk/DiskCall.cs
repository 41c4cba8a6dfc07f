namespace Daybook.Testing.Disk;

/// <summary>The kinds of call that a disk counts, fails and traces. Calls on a path and on an open file share a kind where the system does.</summary>
public enum DiskCall
{
    Open,
    Stat,
    List,
    CreateDirectory,
    Rename,
    Exchange,
    Link,
    Delete,
    DeleteDirectory,
    SyncDirectory,
    SyncFileSystem,
    SetPermissions,
    SetOwner,
    Read,
    Write,
    Truncate,
    Flush,
    TryLock,
    Unlock,
    FileSystemType,
    SpaceAt,
    LockHolder,
}
