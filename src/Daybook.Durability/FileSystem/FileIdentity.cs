namespace Daybook.Durability.FileSystem;

/// <summary>
/// Names one file or directory in one boot: what is noted of it holds for no other. The birth time is part of it because inode
/// numbers are reused, the boot because after a power loss a file may be shorter than it was.
/// </summary>
internal static class FileIdentity
{
    private const ulong OffsetBasis = 14695981039346656037;
    private const ulong Prime = 1099511628211;

    /// <summary>FNV-1a over boot, device, inode and birth: the same in every process, unlike HashCode.</summary>
    internal static ulong Of(string bootId, FileStat file)
    {
        ulong hash = OffsetBasis;
        foreach (char letter in bootId)
        {
            hash = (hash ^ letter) * Prime;
        }

        hash = Mix(hash, file.Device);
        hash = Mix(hash, file.Inode);
        return Mix(hash, (ulong)file.Birth);
    }

    private static ulong Mix(ulong hash, ulong word)
    {
        for (int shift = 0; shift < 64; shift += 8)
        {
            hash = (hash ^ ((word >> shift) & 0xFF)) * Prime;
        }

        return hash;
    }
}
