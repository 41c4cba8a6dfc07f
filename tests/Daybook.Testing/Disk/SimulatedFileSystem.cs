using Daybook.Durability.FileSystem;

namespace Daybook.Testing.Disk;

/// <summary>
/// The worst disk that POSIX allows. It keeps what was written apart from what was flushed, fails any call, and can stop at any
/// call; <see cref="CrashStates"/> then lists what a power loss may leave. A flush makes a file's bytes and length durable but not
/// its name; a name is durable once its directory is synced; until then any subset of writes and of name changes may be kept.
/// </summary>
/// <remarks>Any number of threads may use it; each call is atomic.</remarks>
public sealed partial class SimulatedFileSystem : IFileSystem
{
    private const int Root = 0;

    private readonly int boot;
    private string? bootId;

    /// <summary>An empty disk: a root directory and nothing else.</summary>
    public SimulatedFileSystem()
        : this([NewNode(FileKind.Directory, FilePermissions.SharedDirectory, number: 1, birth: 1)], boot: 1)
    {
    }

    /// <summary>A machine that starts on what a disk holds; the array becomes its own.</summary>
    internal SimulatedFileSystem(DiskNode[] image, int boot)
    {
        this.image = image;
        this.boot = boot;
        slots = image.Length;
        cache = new CachedNode?[slots + SpareSlots];
    }

    /// <inheritdoc/>
    public string BootId => bootId ??= $"boot-{boot}";

    /// <summary>The type name that <see cref="FileSystemType"/> answers.</summary>
    public string TypeName { get; set; } = "ext4";

    /// <summary>Whether every change fails with EROFS.</summary>
    public bool IsReadOnly { get; set; }

    /// <summary>Whether the process may do what root may: ignore permission bits, give files away.</summary>
    public bool IsPrivileged { get; set; }

    /// <summary>The protection that this disk pretends to give: the call succeeds, and a crash finds that it did nothing.</summary>
    public Protection? Weakness { get; set; }

    /// <summary>Whether every flush of a file succeeds and does nothing, as on a drive that lies.</summary>
    public bool IsLiar { get; set; }

    /// <summary>Receives each protection that a call gives, if set.</summary>
    public ISet<Protection>? Protections { get; set; }

    /// <summary>The bytes by which files may still grow, <c>null</c> for no limit; beyond them writes are cut short and then fail with ENOSPC.</summary>
    public long? FreeBytes { get; set; }

    /// <summary>The files that <see cref="SpaceAt"/> says can still be created, <c>null</c> for no limit.</summary>
    public long? FreeFiles { get; set; }

    /// <summary>The process that makes the next calls; it owns the files it opens and their locks.</summary>
    public int ProcessId { get; set; } = 100;

    /// <summary>The owner of what is created.</summary>
    public uint User { get; set; } = OrdinaryUser;

    /// <summary>What the disk's clock shows, for modification times.</summary>
    public DateTimeOffset Now { get; set; } = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <inheritdoc/>
    public IFile Open(string path, OpenMode mode, UnixFileMode permissions = FilePermissions.PrivateFile)
    {
        lock (gate)
        {
            Enter(DiskCall.Open, path, ModeName(mode));
            int slot = Locate(path, out int directory, out ReadOnlySpan<char> name);
            bool creates = mode is OpenMode.CreateNew or OpenMode.OpenOrCreate or OpenMode.Append;
            if (slot == Nothing)
            {
                slot = creates ? Create(directory, name, FileKind.Regular, permissions) : throw Failure(FileSystemError.NotFound);
            }
            else if (mode == OpenMode.CreateNew)
            {
                throw Failure(FileSystemError.Exists);
            }
            else
            {
                DemandOpenable(slot, path, writes: mode != OpenMode.Read);
            }

            SimulatedFile file = new(this, Load(slot), path, mode, ProcessId);
            Leave();
            return file;
        }
    }

    /// <inheritdoc/>
    public FileStat? Stat(string path)
    {
        lock (gate)
        {
            Enter(DiskCall.Stat, path);
            int slot = Locate(path, out _, out _);
            FileStat? stat = slot == Nothing ? null : StatOf(slot);
            Leave();
            return stat;
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<string> List(string directory)
    {
        lock (gate)
        {
            Enter(DiskCall.List, directory);
            int slot = LocateDirectory(directory);
            Demand(slot, UnixFileMode.UserRead);
            string[] names = EntriesOf(slot).Names();
            Leave();
            return names;
        }
    }

    /// <inheritdoc/>
    public void CreateDirectory(string path, UnixFileMode permissions = FilePermissions.PrivateDirectory)
    {
        lock (gate)
        {
            Enter(DiskCall.CreateDirectory, path);
            DemandFree(path, out int directory, out ReadOnlySpan<char> name);
            _ = Create(directory, name, FileKind.Directory, permissions);
            Leave();
        }
    }

    /// <inheritdoc/>
    public void Link(string existing, string created)
    {
        lock (gate)
        {
            Enter(DiskCall.Link, created, existing);
            int slot = LocateExisting(existing, out _, out _);
            DemandFree(created, out int directory, out ReadOnlySpan<char> name);
            DemandWritable(directory);
            if (KindOf(slot) == FileKind.Directory)
            {
                throw Failure(FileSystemError.Denied, 1);
            }

            Change(directory, new EntryChange(null, name.ToString(), slot));
            Leave();
        }
    }

    /// <inheritdoc/>
    public void Delete(string path)
    {
        lock (gate)
        {
            Enter(DiskCall.Delete, path);
            int slot = LocateExisting(path, out int directory, out ReadOnlySpan<char> name);
            if (KindOf(slot) == FileKind.Directory)
            {
                throw Failure(FileSystemError.WrongKind, ErrorNumber.IsDirectory);
            }

            DemandWritable(directory);
            Change(directory, new EntryChange(name.ToString(), null, slot));
            Leave();
        }
    }

    /// <inheritdoc/>
    public void DeleteDirectory(string path)
    {
        lock (gate)
        {
            Enter(DiskCall.DeleteDirectory, path);
            int slot = LocateExisting(path, out int directory, out ReadOnlySpan<char> name);
            if (KindOf(slot) != FileKind.Directory)
            {
                throw Failure(FileSystemError.WrongKind, ErrorNumber.NotDirectory);
            }

            if (EntriesOf(slot).Count > 0)
            {
                throw Failure(FileSystemError.Other, ErrorNumber.NotEmpty);
            }

            DemandWritable(directory);
            Change(directory, new EntryChange(name.ToString(), null, slot));
            Leave();
        }
    }

    /// <inheritdoc/>
    public void SyncDirectory(string path)
    {
        lock (gate)
        {
            Enter(DiskCall.SyncDirectory, path);
            FlushNode(Load(LocateDirectory(path)), path);
            Leave();
        }
    }

    /// <inheritdoc/>
    public void SyncFileSystem(string directory)
    {
        lock (gate)
        {
            Enter(DiskCall.SyncFileSystem, directory);
            _ = LocateDirectory(directory);
            SyncAll();
            Leave();
        }
    }

    /// <inheritdoc/>
    public void SetPermissions(string path, UnixFileMode permissions)
    {
        lock (gate)
        {
            Enter(DiskCall.SetPermissions, path);
            int slot = LocateExisting(path, out _, out _);
            if (KindOf(slot) == FileKind.SymbolicLink)
            {
                throw Failure(FileSystemError.NotSupported);
            }

            SetPermissions(Load(slot), permissions);
            Leave();
        }
    }

    /// <inheritdoc/>
    public string FileSystemType(string path)
    {
        lock (gate)
        {
            Enter(DiskCall.FileSystemType, path);
            _ = LocateExisting(path, out _, out _);
            Leave();
            return TypeName;
        }
    }

    /// <inheritdoc/>
    public DiskSpace SpaceAt(string path)
    {
        lock (gate)
        {
            Enter(DiskCall.SpaceAt, path);
            _ = LocateExisting(path, out _, out _);
            Leave();
            return new DiskSpace(FreeBytes ?? long.MaxValue, FreeFiles);
        }
    }

    /// <inheritdoc/>
    public int? LockHolder(FileStat file)
    {
        lock (gate)
        {
            Enter(DiskCall.LockHolder, $"inode {file.Inode}");
            int? holder = FindLockHolder(file);
            Leave();
            return holder;
        }
    }

    private static string ModeName(OpenMode mode) => mode switch
    {
        OpenMode.Read => "read",
        OpenMode.ReadWrite => "read-write",
        OpenMode.OpenOrCreate => "open-or-create",
        OpenMode.Append or OpenMode.AppendExisting => "append",
        OpenMode.CreateNew => "create-new",
        _ => throw new ArgumentOutOfRangeException(nameof(mode)),
    };
}
