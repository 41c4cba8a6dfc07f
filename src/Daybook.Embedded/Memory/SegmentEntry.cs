using System.Globalization;
using Daybook.Memory;

namespace Daybook.Embedded.Memory;

/// <summary>What the list of the archive says about one segment.</summary>
/// <param name="Segment">The name of its file in the archive, without <c>.gz</c>.</param>
/// <param name="SealedLength">
/// Up to here, in bytes, the records that <paramref name="Boundary"/> archives stand in this file alone, and all others in the live
/// log too. What lies beyond was added by a writer that still had the file open: it belongs to the live log.
/// </param>
/// <param name="Boundary">Which records those are.</param>
internal sealed record SegmentEntry(string Segment, long SealedLength, ArchiveBoundary Boundary)
{
    internal const string Prefix = "memory-";
    internal const string Suffix = ".jsonl";
    internal const string GzipSuffix = ".gz";

    /// <summary>A new name: a ULID, so that names sort by time.</summary>
    internal static string NewName(DateTimeOffset now, Guid random) => $"{Prefix}{Ulid.Create(now, random)}{Suffix}";

    /// <summary>Whether a text is a segment's name and nothing that leads elsewhere.</summary>
    internal static bool IsName(string name) => NamedAt(name) is not null;

    /// <summary>When the name was given.</summary>
    internal DateTimeOffset NamedAt() => NamedAt(Segment) ?? DateTimeOffset.UnixEpoch;

    private static DateTimeOffset? NamedAt(string name) =>
        name.StartsWith(Prefix, StringComparison.Ordinal) && name.EndsWith(Suffix, StringComparison.Ordinal)
            && name.Length == Prefix.Length + Ulid.Length + Suffix.Length
            ? Ulid.TimeOf(name[Prefix.Length..^Suffix.Length])
            : null;

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Segment} up to {SealedLength}");
}
