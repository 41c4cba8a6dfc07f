using System.Runtime.Versioning;
using Daybook.Durability.Errors;
using Daybook.Durability.FileSystem;

namespace Daybook.Durability.Posix;

/// <summary>The disk of Linux (x64, arm64) and macOS, by its own system calls.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class PosixFileSystem : IFileSystem
{
    /// <summary>Between "not there" and "create it" another process may do either; each turn of the loop is one such race lost.</summary>
    private const int CreateRacesMaximum = 100;

    private readonly Lazy<string> bootId = new(PosixSystem.ReadBootId);

    /// <inheritdoc/>
    public string BootId => bootId.Value;

    /// <inheritdoc/>
    public IFile Open(string path, OpenMode mode, UnixFileMode permissions = FilePermissions.PrivateFile) => mode switch
    {
        OpenMode.Read => OpenExisting(path, 0, appends: false),
        OpenMode.ReadWrite => OpenExisting(path, OpenFlags.ReadWrite, appends: false),
        OpenMode.CreateNew => Create(path, OpenFlags.ReadWrite, permissions, appends: false),
        OpenMode.OpenOrCreate => OpenOrCreate(path, OpenFlags.ReadWrite, permissions, appends: false),
        OpenMode.AppendExisting => OpenExisting(path, OpenFlags.ReadWrite | OpenFlags.Append, appends: true),
        OpenMode.Append => OpenOrCreate(path, OpenFlags.ReadWrite | OpenFlags.Append, permissions, appends: true),
        _ => throw new ArgumentOutOfRangeException(nameof(mode)),
    };

    /// <inheritdoc/>
    public FileStat? Stat(string path) => PosixStat.OfPath(path);

    /// <inheritdoc/>
    public IReadOnlyList<string> List(string directory)
    {
        RequireOwn(directory);
        try
        {
            return [.. Directory.EnumerateFileSystemEntries(directory).Select(static entry => Path.GetFileName(entry))];
        }
        catch (DirectoryNotFoundException absent)
        {
            throw new FileSystemException(FileSystemError.NotFound, "opendir", directory, 2, absent.Message);
        }
        catch (UnauthorizedAccessException denied)
        {
            throw new FileSystemException(FileSystemError.Denied, "opendir", directory, 13, denied.Message);
        }
        catch (IOException failure)
        {
            throw new FileSystemException(FileSystemError.InputOutput, "readdir", directory, failure.HResult, failure.Message);
        }
    }

    /// <inheritdoc/>
    public void CreateDirectory(string path, UnixFileMode permissions = FilePermissions.PrivateDirectory)
    {
        Check(Libc.MakeDirectory(path, (uint)permissions), "mkdir", path);
        SetPermissions(path, permissions);
    }

    /// <inheritdoc/>
    public void Rename(string from, string to) => Check(Libc.Rename(from, to), "rename", to);

    /// <inheritdoc/>
    public void Exchange(string left, string right)
    {
        try
        {
            Check(OperatingSystem.IsMacOS() ? Libc.RenameOnApple(left, right, Libc.Swap) : Libc.RenameAt(Libc.HereDirectory, left, Libc.HereDirectory, right, Libc.Swap), "renameat2", right);
        }
        catch (FileSystemException refused) when (refused.Number == Errno.Invalid)
        {
            // What a disk answers that does not know the flag.
            throw new FileSystemException(FileSystemError.NotSupported, refused.Call, right, refused.Number, "this disk cannot exchange two names");
        }
        catch (EntryPointNotFoundException)
        {
            throw new FileSystemException(FileSystemError.NotSupported, "renameat2", right, 0, "this system cannot exchange two names");
        }
    }

    /// <inheritdoc/>
    public void Link(string existing, string created) => Check(Libc.Link(existing, created), "link", created);

    /// <inheritdoc/>
    public void Delete(string path) => Check(Libc.Unlink(path), "unlink", path);

    /// <inheritdoc/>
    public void DeleteDirectory(string path) => Check(Libc.RemoveDirectory(path), "rmdir", path);

    /// <inheritdoc/>
    public void SyncDirectory(string path) => OnDirectory(path, "fsync", Libc.Sync);

    /// <inheritdoc/>
    public void SyncFileSystem(string directory)
    {
        if (OperatingSystem.IsMacOS())
        {
            // It has no call for one file system. This one begins to write all of them; to flush the drive then takes that in.
            Libc.SyncEverything();
            SyncDirectory(directory);
        }
        else
        {
            OnDirectory(directory, "syncfs", Libc.SyncFileSystem);
        }
    }

    /// <inheritdoc/>
    public void SetPermissions(string path, UnixFileMode permissions)
    {
        RequireOwn(path);
        Check(Libc.ChangeMode(path, (uint)permissions), "chmod", path);
    }

    /// <inheritdoc/>
    public string FileSystemType(string path) => PosixSystem.FileSystemType(path);

    /// <inheritdoc/>
    public DiskSpace SpaceAt(string path) => PosixSystem.SpaceAt(path);

    /// <inheritdoc/>
    public int? LockHolder(FileStat file) => PosixSystem.FindLockHolder(file);

    /// <summary>These two calls would follow a symbolic link; there is no portable one that does not.</summary>
    private static void RequireOwn(string path)
    {
        if (PosixStat.OfPath(path) is { Kind: not (FileKind.Regular or FileKind.Directory) } other)
        {
            throw new UnsafeFileException(path, other.Kind);
        }
    }

    private static void OnDirectory(string path, string call, Func<int, int> make)
    {
        int descriptor = RawOpen(path, OpenFlags.Directory | OpenFlags.Careful, 0);
        if (descriptor < 0)
        {
            throw Errno.Last("open", path);
        }

        try
        {
            Check(make(descriptor), call, path);
        }
        finally
        {
            _ = Libc.Close(descriptor);
        }
    }

    private static PosixFile OpenOrCreate(string path, int flags, UnixFileMode permissions, bool appends)
    {
        for (int race = 0; ; race++)
        {
            try
            {
                return OpenExisting(path, flags, appends);
            }
            catch (FileSystemException absent) when (absent.Error == FileSystemError.NotFound && race < CreateRacesMaximum)
            {
            }

            try
            {
                return Create(path, flags, permissions, appends);
            }
            catch (FileSystemException present) when (present.Error == FileSystemError.Exists && race < CreateRacesMaximum)
            {
            }
        }
    }

    private static PosixFile Create(string path, int flags, UnixFileMode permissions, bool appends)
    {
        int descriptor = RawOpen(path, flags | OpenFlags.Create | OpenFlags.Exclusive | OpenFlags.Careful, (uint)permissions);
        if (descriptor < 0)
        {
            throw Errno.Last("open", path);
        }

        return Guarded(new PosixFile(descriptor, path, appends), file => file.SetPermissions(permissions));
    }

    private static PosixFile OpenExisting(string path, int flags, bool appends)
    {
        int descriptor = RawOpen(path, flags | OpenFlags.Careful, 0);
        if (descriptor < 0)
        {
            throw Refusal(path);
        }

        return Guarded(new PosixFile(descriptor, path, appends), file =>
        {
            FileKind kind = file.Stat().Kind;
            if (kind != FileKind.Regular)
            {
                throw new UnsafeFileException(path, kind);
            }
        });
    }

    private static PosixFile Guarded(PosixFile file, Action<PosixFile> check)
    {
        try
        {
            check(file);
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    private static DurabilityException Refusal(string path)
    {
        FileSystemException failure = Errno.Last("open", path);
        return failure switch
        {
            { Error: FileSystemError.SymbolicLink } => new UnsafeFileException(path, FileKind.SymbolicLink),
            { Number: Errno.NoDeviceOrAddress } => new UnsafeFileException(path, FileKind.Other),
            { Error: FileSystemError.WrongKind } when PosixStat.OfPath(path) is { Kind: FileKind.Directory } =>
                new UnsafeFileException(path, FileKind.Directory),
            _ => failure,
        };
    }

    private static int RawOpen(string path, int flags, uint mode) => OperatingSystem.IsMacOS()
        ? Libc.OpenOnApple(path, flags, 0, 0, 0, 0, 0, 0, mode)
        : Libc.Open(path, flags, mode);

    private static void Check(int result, string call, string path)
    {
        if (result != 0)
        {
            throw Errno.Last(call, path);
        }
    }
}
