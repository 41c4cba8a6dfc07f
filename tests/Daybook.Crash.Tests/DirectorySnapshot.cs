using System.Security.Cryptography;

namespace Daybook.Crash.Tests;

/// <summary>
/// Everything under a directory: names, modes, times, contents. Nothing but regular files is opened, so that a FIFO cannot block.
/// </summary>
internal static class DirectorySnapshot
{
    /// <summary>One line for each entry; two snapshots are equal where nothing was touched between them.</summary>
    public static IReadOnlyList<string> Of(string directory) =>
    [
        .. new DirectoryInfo(directory)
            .EnumerateFileSystemInfos("*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None })
            .Select(Describe)
            .Order(StringComparer.Ordinal),
    ];

    private static string Describe(FileSystemInfo entry)
    {
        // A FIFO and a device have no length either.
        bool hasContent = entry is FileInfo { LinkTarget: null, Length: > 0 };
        string content = hasContent ? Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(entry.FullName))) : entry.LinkTarget ?? "";
        return $"{entry.FullName} {entry.UnixFileMode} {entry.LastWriteTimeUtc:O} {content}";
    }
}
