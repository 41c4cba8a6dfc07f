using System.Globalization;
using System.Runtime.Versioning;
using Daybook.Durability.Errors;
using Daybook.Durability.FileSystem;
using Microsoft.Win32.SafeHandles;

namespace Daybook.Durability.Windows;

/// <summary>The disk of Windows (NTFS). Untested: it builds and is reviewed, but no test has run it yet.</summary>
/// <remarks>
/// What differs from Linux and macOS: permissions are the access lists that folders pass on; every reparse point counts as a
/// symbolic link and is refused; on older versions a file that another program has open cannot be replaced.
/// </remarks>
[SupportedOSPlatform("windows")]
public sealed class WindowsFileSystem : IFileSystem
{
    private const uint ReadAccess = 0x80000000;
    private const uint WriteAccess = 0x40000000;
    private const uint AttributesAccess = 0x80;

    /// <summary>Others may read, write, rename and remove what we have open, as everywhere else.</summary>
    private const uint ShareAll = 7;

    private const uint CreateNew = 1;
    private const uint OpenExisting = 3;
    private const uint OpenAlways = 4;
    private const uint OpenLinkItself = 0x00200000;
    private const uint OpenDirectories = 0x02000000;
    private const uint ReplaceExisting = 1;
    private const uint WaitForDisk = 8;

    /// <summary>From this length on Windows wants the prefix that turns its old limit of 260 off; a folder needs room for a short name.</summary>
    private const int PlainPathMaximum = 247;

    private static readonly long BootRoundingTicks = TimeSpan.FromSeconds(10).Ticks;

    private readonly Lazy<string> bootId = new(ReadBootId);

    /// <summary>
    /// When the system started, to ten seconds. Weaker than the boot ids of Linux and macOS: a stepped clock changes it within
    /// one boot, which costs a flush that was not needed; a clock that stands the same at every start would name all boots alike.
    /// </summary>
    public string BootId => bootId.Value;

    /// <inheritdoc/>
    public IFile Open(string path, OpenMode mode, UnixFileMode permissions = FilePermissions.PrivateFile) => mode switch
    {
        OpenMode.Read => Open(path, ReadAccess, OpenExisting, appends: false),
        OpenMode.ReadWrite => Open(path, ReadAccess | WriteAccess, OpenExisting, appends: false),
        OpenMode.CreateNew => Open(path, ReadAccess | WriteAccess, CreateNew, appends: false),
        OpenMode.OpenOrCreate => Open(path, ReadAccess | WriteAccess, OpenAlways, appends: false),
        OpenMode.AppendExisting => Open(path, ReadAccess | WriteAccess, OpenExisting, appends: true),
        OpenMode.Append => Open(path, ReadAccess | WriteAccess, OpenAlways, appends: true),
        _ => throw new ArgumentOutOfRangeException(nameof(mode)),
    };

    /// <inheritdoc/>
    public FileStat? Stat(string path)
    {
        using SafeFileHandle handle =
            Kernel32.CreateFile(Native(path), AttributesAccess, ShareAll, 0, OpenExisting, OpenLinkItself | OpenDirectories, 0);
        if (!handle.IsInvalid)
        {
            return WindowsStat.OfHandle(handle, path);
        }

        FileSystemException failure = WindowsError.Last("CreateFile", path);
        return failure.Error == FileSystemError.NotFound ? null : throw failure;
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> List(string directory)
    {
        try
        {
            return [.. Directory.EnumerateFileSystemEntries(directory).Select(static entry => Path.GetFileName(entry))];
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            int number = failure.HResult & 0xFFFF;
            throw new FileSystemException(WindowsError.Classify(number), "FindNextFile", directory, number, failure.Message);
        }
    }

    /// <inheritdoc/>
    public void CreateDirectory(string path, UnixFileMode permissions = FilePermissions.PrivateDirectory) =>
        Check(Kernel32.CreateDirectory(Native(path), 0), "CreateDirectory", path);

    /// <summary>Renames within one volume, replacing the target, and returns when the change is on the disk.</summary>
    public void Rename(string from, string to) =>
        Check(Kernel32.Move(Native(from), Native(to), ReplaceExisting | WaitForDisk), "MoveFileEx", to);

    /// <summary>Windows has no such call.</summary>
    public void Exchange(string left, string right) =>
        throw new FileSystemException(FileSystemError.NotSupported, "exchange", right, 0, "this system cannot exchange two names");

    /// <inheritdoc/>
    public void Link(string existing, string created) =>
        Check(Kernel32.CreateHardLink(Native(created), Native(existing), 0), "CreateHardLink", created);

    /// <inheritdoc/>
    public void Delete(string path) => Check(Kernel32.Delete(Native(path)), "DeleteFile", path);

    /// <inheritdoc/>
    public void DeleteDirectory(string path) => Check(Kernel32.RemoveDirectory(Native(path)), "RemoveDirectory", path);

    /// <summary>
    /// Nothing to do: Windows cannot flush a directory. NTFS journals names, a flushed file takes the log with it, and a rename
    /// waits for the disk. A removed name alone may come back after a power loss.
    /// </summary>
    public void SyncDirectory(string path)
    {
    }

    /// <summary>Refused: Windows flushes a whole volume for administrators only.</summary>
    public void SyncFileSystem(string directory) => throw new FileSystemException(
        FileSystemError.NotSupported, "FlushFileBuffers", directory, 0, "Windows flushes a whole volume for administrators only");

    /// <summary>Nothing to do: permissions are the access lists that folders pass on.</summary>
    public void SetPermissions(string path, UnixFileMode permissions)
    {
    }

    /// <summary>The volume's format in lower case (<c>ntfs</c>), or <c>cifs</c> for anything reached over a network.</summary>
    public string FileSystemType(string path)
    {
        string root = Path.GetPathRoot(Path.GetFullPath(path)) ?? "";
        if (root.StartsWith(@"\\", StringComparison.Ordinal))
        {
            return "cifs";
        }

        DriveInfo drive = new(root);
        return drive.DriveType == DriveType.Network ? "cifs" : drive.DriveFormat.ToLowerInvariant();
    }

    /// <inheritdoc/>
    public DiskSpace SpaceAt(string path)
    {
        string root = Path.GetPathRoot(Path.GetFullPath(path)) ?? "";
        return new DiskSpace(root.StartsWith(@"\\", StringComparison.Ordinal) ? long.MaxValue : new DriveInfo(root).AvailableFreeSpace, FreeFiles: null);
    }

    /// <summary>Always <c>null</c>: Windows does not tell who holds a byte-range lock.</summary>
    public int? LockHolder(FileStat file) => null;

    private static WindowsFile Open(string path, uint access, uint disposition, bool appends)
    {
        SafeFileHandle handle = Kernel32.CreateFile(Native(path), access, ShareAll, 0, disposition, OpenLinkItself, 0);
        if (handle.IsInvalid)
        {
            throw Refusal(path);
        }

        try
        {
            FileKind kind = WindowsStat.OfHandle(handle, path).Kind;
            return kind == FileKind.Regular ? new WindowsFile(handle, path, appends) : throw new UnsafeFileException(path, kind);
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }

    /// <summary>Windows answers "access denied" when a directory is opened as a file.</summary>
    private static DurabilityException Refusal(string path)
    {
        FileSystemException failure = WindowsError.Last("CreateFile", path);
        return failure.Error == FileSystemError.Denied && Directory.Exists(path)
            ? new UnsafeFileException(path, FileKind.Directory)
            : failure;
    }

    private static string Native(string path)
    {
        string full = Path.GetFullPath(path);
        bool isPlain = full.Length < PlainPathMaximum || full.StartsWith(@"\\?\", StringComparison.Ordinal);
        return isPlain ? full
            : full.StartsWith(@"\\", StringComparison.Ordinal) ? @"\\?\UNC\" + full[2..]
            : @"\\?\" + full;
    }

    private static string ReadBootId()
    {
        long started = DateTime.UtcNow.Ticks - (Environment.TickCount64 * TimeSpan.TicksPerMillisecond);
        return "boot-" + (started / BootRoundingTicks).ToString(CultureInfo.InvariantCulture);
    }

    private static void Check(bool done, string call, string path)
    {
        if (!done)
        {
            throw WindowsError.Last(call, path);
        }
    }
}
