using System.Security.Cryptography;
using Daybook.Durability.FileSystem;
using Daybook.Durability.Logs;

namespace Daybook.Embedded.Memory;

/// <summary>
/// The lines of the live log that hold no record. A compaction keeps them there, so that they stand in the segment as well, where they are told
/// from a line that was destroyed in it. The log is read only once somebody asks.
/// </summary>
internal sealed class UnreadLines(IFileSystem fileSystem, MemoryPlaces places)
{
    private HashSet<string>? sums;

    /// <summary>Whether the live log has this line, and tells it itself.</summary>
    internal bool Has(ReadOnlySpan<byte> line) => (sums ??= Read()).Contains(SumOf(line));

    private static string SumOf(ReadOnlySpan<byte> line) => Convert.ToHexString(SHA256.HashData(line));

    private HashSet<string> Read()
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        using IFile? log = places.OpenForReading(fileSystem);
        if (log is null)
        {
            return found;
        }

        using var reader = new LineReader(log, 0, log.Stat().Length);
        while (reader.Read(out LogLine line))
        {
            if (ArchiveCheck.IsAlien(line))
            {
                found.Add(SumOf(line.Bytes));
            }
        }

        return found;
    }
}
