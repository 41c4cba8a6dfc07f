namespace Daybook.Testing.Disk;

/// <summary>The system's name of a call, as traces and errors spell it.</summary>
internal static class DiskCallName
{
    internal static int Kinds { get; } = Enum.GetValues<DiskCall>().Length;

    internal static string Of(DiskCall call) => call switch
    {
        DiskCall.Open => "open",
        DiskCall.Stat => "stat",
        DiskCall.List => "readdir",
        DiskCall.CreateDirectory => "mkdir",
        DiskCall.Rename => "rename",
        DiskCall.Exchange => "exchange",
        DiskCall.Link => "link",
        DiskCall.Delete => "unlink",
        DiskCall.DeleteDirectory => "rmdir",
        DiskCall.SyncDirectory => "fsync",
        DiskCall.SyncFileSystem => "syncfs",
        DiskCall.SetPermissions => "chmod",
        DiskCall.SetOwner => "chown",
        DiskCall.Read => "pread",
        DiskCall.Write => "write",
        DiskCall.Truncate => "ftruncate",
        DiskCall.Flush => "fdatasync",
        DiskCall.TryLock => "flock",
        DiskCall.Unlock => "flock-unlock",
        DiskCall.FileSystemType => "statfs",
        DiskCall.SpaceAt => "statfs-space",
        DiskCall.LockHolder => "lock-holder",
        _ => throw new ArgumentOutOfRangeException(nameof(call)),
    };
}
