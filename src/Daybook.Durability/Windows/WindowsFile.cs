using System.Runtime.Versioning;
using Daybook.Durability.Errors;
using Daybook.Durability.FileSystem;
using Microsoft.Win32.SafeHandles;

namespace Daybook.Durability.Windows;

/// <summary>An open file on Windows. Untested: it builds and is reviewed, but no test has run it yet.</summary>
[SupportedOSPlatform("windows")]
internal sealed unsafe class WindowsFile : IFile
{
    private const uint LockImmediately = 1;
    private const uint LockExclusive = 2;

    /// <summary>FileEndOfFileInfo.</summary>
    private const int EndOfFile = 6;

    /// <summary>Both halves of the offset set mean the end of the file at the moment of the write (WriteFile).</summary>
    private const long AtTheEnd = -1;

    /// <summary>
    /// Locks of Windows bind reads and writes too. This byte lies beyond any data, so that the lock only binds those who ask
    /// for it, as flock does.
    /// </summary>
    private const long LockedByte = long.MaxValue - 1;

    private readonly SafeFileHandle handle;
    private readonly bool appends;
    private bool isLocked;

    internal WindowsFile(SafeFileHandle handle, string path, bool appends)
    {
        this.handle = handle;
        this.appends = appends;
        Path = path;
    }

    public string Path { get; }

    public FileStat Stat() => WindowsStat.OfHandle(handle, Path);

    public int Read(Span<byte> buffer, long offset)
    {
        NativeOverlapped where = At(offset);
        uint done = 0;
        fixed (byte* start = buffer)
        {
            if (Kernel32.Read(handle, start, (uint)buffer.Length, &done, &where))
            {
                return (int)done;
            }
        }

        FileSystemException failure = WindowsError.Last("ReadFile", Path);
        return failure.Number == WindowsError.EndOfFile ? 0 : throw failure;
    }

    public int Write(ReadOnlySpan<byte> bytes, long offset)
    {
        NativeOverlapped where = At(appends ? AtTheEnd : offset);
        uint done = 0;
        fixed (byte* start = bytes)
        {
            Check(Kernel32.Write(handle, start, (uint)bytes.Length, &done, &where), "WriteFile");
        }

        return (int)done;
    }

    public void Truncate(long length) => Check(Kernel32.SetFileInformation(handle, EndOfFile, &length, sizeof(long)), "SetEndOfFile");

    public void Flush() => Check(Kernel32.Flush(handle), "FlushFileBuffers");

    /// <summary>Nothing to do: a file of ours has the access list that its folder passes on.</summary>
    public void SetPermissions(UnixFileMode permissions)
    {
    }

    /// <summary>Nothing to do: numbers of users and groups mean nothing here.</summary>
    public void SetOwner(uint user, uint group)
    {
    }

    public bool TryLock(LockMode mode)
    {
        // Unlike flock, a second lock of the same file does not replace the first but waits behind it.
        if (isLocked)
        {
            Unlock();
        }

        NativeOverlapped where = At(LockedByte);
        uint flags = LockImmediately | (mode == LockMode.Exclusive ? LockExclusive : 0);
        if (Kernel32.Lock(handle, flags, 0, 1, 0, &where))
        {
            isLocked = true;
            return true;
        }

        FileSystemException failure = WindowsError.Last("LockFileEx", Path);
        return failure.Number is WindowsError.LockViolation or WindowsError.Pending ? false : throw failure;
    }

    public void Unlock()
    {
        if (!isLocked)
        {
            return;
        }

        NativeOverlapped where = At(LockedByte);
        Check(Kernel32.Unlock(handle, 0, 1, 0, &where), "UnlockFileEx");
        isLocked = false;
    }

    /// <summary>Windows drops the lock of a closed handle only when it gets to it, so it is dropped by name first.</summary>
    public void Dispose()
    {
        if (handle.IsClosed)
        {
            return;
        }

        try
        {
            Unlock();
        }
        catch (FileSystemException)
        {
            // Closing drops the lock too, later.
        }
        finally
        {
            handle.Dispose();
        }
    }

    private static NativeOverlapped At(long offset) => new() { OffsetLow = (int)offset, OffsetHigh = (int)(offset >> 32) };

    private void Check(bool done, string call)
    {
        if (!done)
        {
            throw WindowsError.Last(call, Path);
        }
    }
}
