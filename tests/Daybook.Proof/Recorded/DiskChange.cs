using Daybook.Durability.FileSystem;
using Daybook.Testing.Disk;

namespace Daybook.Proof.Recorded;

/// <summary>What one system call did to the disk, done again to a simulated one.</summary>
/// <param name="Path">The file or directory.</param>
internal abstract record DiskChange(string Path)
{
    /// <summary>Whether it makes something durable.</summary>
    public virtual bool IsFlush => false;

    /// <summary>Does it.</summary>
    public abstract void Apply(SimulatedFileSystem disk);

    private static void On(SimulatedFileSystem disk, string path, Action<IFile> action)
    {
        using IFile file = disk.Open(path, OpenMode.ReadWrite);
        action(file);
    }

    /// <summary>A file that is opened and made if it is not there.</summary>
    public sealed record Create(string Path, UnixFileMode Mode) : DiskChange(Path)
    {
        public override void Apply(SimulatedFileSystem disk)
        {
            if (!disk.Exists(Path))
            {
                disk.Open(Path, OpenMode.CreateNew, Mode).Dispose();
            }
        }
    }

    /// <summary>A directory that is made.</summary>
    public sealed record MakeDirectory(string Path, UnixFileMode Mode) : DiskChange(Path)
    {
        public override void Apply(SimulatedFileSystem disk) => disk.CreateDirectory(Path, Mode);
    }

    /// <summary>Bytes that are written; at the end where no offset is given.</summary>
    public sealed record Write(string Path, long? Offset, byte[] Bytes) : DiskChange(Path)
    {
        public override void Apply(SimulatedFileSystem disk) => On(disk, Path, file => file.Write(Bytes, Offset ?? file.Stat().Length));

        public override string ToString() => $"write {Path} {Offset}+{Bytes.Length}";
    }

    /// <summary>A file that gets another length.</summary>
    public sealed record Truncate(string Path, long Length) : DiskChange(Path)
    {
        public override void Apply(SimulatedFileSystem disk) => On(disk, Path, file =>
        {
            if (file.Stat().Length != Length)
            {
                file.Truncate(Length);
            }
        });
    }

    /// <summary>A file or directory that is flushed.</summary>
    public sealed record Flush(string Path) : DiskChange(Path)
    {
        public override bool IsFlush => true;

        public override void Apply(SimulatedFileSystem disk)
        {
            if (disk.Stat(Path) is { Kind: FileKind.Directory })
            {
                disk.SyncDirectory(Path);
            }
            else
            {
                On(disk, Path, static file => file.Flush());
            }
        }
    }

    /// <summary>Everything that is flushed.</summary>
    public sealed record FlushAll(string Path) : DiskChange(Path)
    {
        public override bool IsFlush => true;

        public override void Apply(SimulatedFileSystem disk) => disk.SyncAll();
    }

    /// <summary>A name that changes, in place of what had the new one.</summary>
    public sealed record Rename(string Path, string To) : DiskChange(Path)
    {
        public override void Apply(SimulatedFileSystem disk) => disk.Rename(Path, To);
    }

    /// <summary>Two names that trade what they stand for.</summary>
    public sealed record Exchange(string Path, string Other) : DiskChange(Path)
    {
        public override void Apply(SimulatedFileSystem disk) => disk.Exchange(Path, Other);
    }

    /// <summary>A second name for a file.</summary>
    public sealed record Link(string Path, string Created) : DiskChange(Path)
    {
        public override void Apply(SimulatedFileSystem disk) => disk.Link(Path, Created);
    }

    /// <summary>A name that goes.</summary>
    public sealed record Remove(string Path, bool IsDirectory) : DiskChange(Path)
    {
        public override void Apply(SimulatedFileSystem disk)
        {
            if (IsDirectory)
            {
                disk.DeleteDirectory(Path);
            }
            else
            {
                disk.Delete(Path);
            }
        }
    }

    /// <summary>Other permissions.</summary>
    public sealed record Permit(string Path, UnixFileMode Mode) : DiskChange(Path)
    {
        public override void Apply(SimulatedFileSystem disk) => disk.SetPermissions(Path, Mode);
    }

    /// <summary>What the program printed: to whoever reads it, a fact.</summary>
    public sealed record Told(string Text) : DiskChange("")
    {
        public override void Apply(SimulatedFileSystem disk)
        {
        }
    }
}
