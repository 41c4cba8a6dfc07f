using Daybook.Durability.FileSystem;

namespace Daybook.Testing.Disk;

/// <summary>An open file of a <see cref="SimulatedFileSystem"/>; its members are that disk's calls.</summary>
internal sealed class SimulatedFile : IFile
{
    private readonly SimulatedFileSystem disk;

    internal SimulatedFile(SimulatedFileSystem disk, CachedNode node, string path, OpenMode mode, int processId)
    {
        this.disk = disk;
        Node = node;
        Path = path;
        Mode = mode;
        ProcessId = processId;
        node.Opened.Add(this);
    }

    public string Path { get; }

    internal CachedNode Node { get; }

    internal OpenMode Mode { get; }

    internal int ProcessId { get; }

    internal LockMode? Held { get; set; }

    internal bool IsClosed { get; set; }

    public FileStat Stat() => disk.Stat(this);

    public int Read(Span<byte> buffer, long offset) => disk.Read(this, buffer, offset);

    public int Write(ReadOnlySpan<byte> bytes, long offset) => disk.Write(this, bytes, offset);

    public void Truncate(long length) => disk.Truncate(this, length);

    public void Flush() => disk.Flush(this);

    public void SetPermissions(UnixFileMode permissions) => disk.SetPermissions(this, permissions);

    public void SetOwner(uint user, uint group) => disk.SetOwner(this, user, group);

    public bool TryLock(LockMode mode) => disk.TryLock(this, mode);

    public void Unlock() => disk.Unlock(this);

    public void Dispose() => disk.Close(this);
}
