namespace Daybook.Durability.FileSystem;

/// <summary>What the system says about a file.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Length">Its length in bytes.</param>
/// <param name="Device">The device that holds it.</param>
/// <param name="Inode">Its number on that device; reused after the file is gone, hence <paramref name="Birth"/>.</param>
/// <param name="Birth">When it was created, in ticks of the file system, 0 where that is not known.</param>
/// <param name="Permissions">Its permission bits.</param>
/// <param name="User">The owner's number.</param>
/// <param name="Group">The group's number.</param>
/// <param name="Links">How many names it has.</param>
/// <param name="Modified">When its content last changed, UTC.</param>
public readonly record struct FileStat(
    FileKind Kind,
    long Length,
    ulong Device,
    ulong Inode,
    long Birth,
    UnixFileMode Permissions,
    uint User,
    uint Group,
    uint Links,
    DateTimeOffset Modified)
{
    /// <summary>Whether both describe one and the same file, whatever its names.</summary>
    public bool IsSameFile(FileStat other) => Inode == other.Inode && Device == other.Device && Birth == other.Birth;
}
