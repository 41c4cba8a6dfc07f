using Daybook.Durability.FileSystem;

namespace Daybook.Embedded.Search;

/// <summary>A number that tells one state of a small file from the next.</summary>
internal static class FileStamp
{
    /// <summary>The stamp of a file, always even, so that whoever stamps may say one thing more.</summary>
    internal static long Of(FileStat file)
    {
        ulong hash = Mix(Mix(Mix(file.Inode, (ulong)file.Birth), (ulong)file.Length), (ulong)file.Modified.UtcTicks);
        return (long)(hash & ~1UL);
    }

    /// <summary>The stamp of some words.</summary>
    internal static long Of(string words)
    {
        ulong hash = 0;
        foreach (char letter in words)
        {
            hash = Mix(hash, letter);
        }

        return (long)(hash & ~1UL);
    }

    private static ulong Mix(ulong hash, ulong value)
    {
        hash = (hash ^ value) * 0x9E3779B97F4A7C15;
        return hash ^ (hash >> 29);
    }
}
