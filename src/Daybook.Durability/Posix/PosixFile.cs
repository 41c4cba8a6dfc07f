using System.Runtime.InteropServices;
using Daybook.Durability.FileSystem;

namespace Daybook.Durability.Posix;

/// <summary>An open file on Linux or macOS: one descriptor, one system call per member.</summary>
internal sealed unsafe class PosixFile : IFile
{
    private const int LockShared = 1;
    private const int LockExclusive = 2;
    private const int LockNonBlocking = 4;
    private const int LockUnlock = 8;

    /// <summary>F_FULLFSYNC: on macOS fsync only reaches the drive's cache (man 2 fsync there).</summary>
    private const int FullSync = 51;

    /// <summary>SYNC_FILE_RANGE_WRITE: begin, and do not wait.</summary>
    private const uint StartWriting = 2;

    private readonly bool appends;
    private int descriptor;

    internal PosixFile(int descriptor, string path, bool appends)
    {
        this.descriptor = descriptor;
        this.appends = appends;
        Path = path;
    }

    public string Path { get; }

    public FileStat Stat() => PosixStat.OfDescriptor(descriptor, Path);

    public int Read(Span<byte> buffer, long offset)
    {
        fixed (byte* start = buffer)
        {
            nint read = Libc.Read(descriptor, start, buffer.Length, offset);
            return read >= 0 ? (int)read : throw Errno.Last("pread", Path);
        }
    }

    public int Write(ReadOnlySpan<byte> bytes, long offset)
    {
        fixed (byte* start = bytes)
        {
            nint written = appends
                ? Libc.Write(descriptor, start, bytes.Length)
                : Libc.WriteAt(descriptor, start, bytes.Length, offset);
            return written >= 0 ? (int)written : throw Errno.Last("write", Path);
        }
    }

    public void Truncate(long length) => Check(Libc.Truncate(descriptor, length), "ftruncate");

    public void Flush()
    {
        if (!OperatingSystem.IsMacOS())
        {
            Check(Libc.SyncData(descriptor), "fdatasync");
        }
        else if (Libc.Control(descriptor, FullSync) != 0)
        {
            // Some file systems there do not know F_FULLFSYNC; fsync is then the most they offer.
            Check(Libc.Sync(descriptor), "fsync");
        }
    }

    public void StartWritingOut(long offset, long length)
    {
        if (OperatingSystem.IsLinux())
        {
            // What it says is of no use: errors of writing out are kept for the flush, and some file systems do not have it.
            _ = Libc.SyncRange(descriptor, offset, length, StartWriting);
        }
    }

    public void SetPermissions(UnixFileMode permissions) => Check(Libc.ChangeMode(descriptor, (uint)permissions), "fchmod");

    public void SetOwner(uint user, uint group) => Check(Libc.ChangeOwner(descriptor, user, group), "fchown");

    public bool TryLock(LockMode mode)
    {
        int operation = (mode == LockMode.Shared ? LockShared : LockExclusive) | LockNonBlocking;
        if (Libc.Lock(descriptor, operation) == 0)
        {
            return true;
        }

        // Being held is the usual answer while others write; an exception is made only for what is an error.
        return Marshal.GetLastPInvokeError() == Errno.WouldBlock ? false : throw Errno.Last("flock", Path);
    }

    public void Unlock() => Check(Libc.Lock(descriptor, LockUnlock), "flock");

    public void Dispose()
    {
        int closing = Interlocked.Exchange(ref descriptor, -1);
        if (closing >= 0)
        {
            // After close even an interrupted descriptor is gone on Linux; the answer has nothing left to decide.
            _ = Libc.Close(closing);
        }
    }

    private void Check(int result, string call)
    {
        if (result != 0)
        {
            throw Errno.Last(call, Path);
        }
    }
}
