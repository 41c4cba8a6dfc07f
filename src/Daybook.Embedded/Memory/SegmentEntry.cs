using System.Buffers;
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

    private const string Letters = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private const int UlidLength = 26;
    private const int TimeLetters = 10;
    private const int BitsPerLetter = 5;

    private static readonly SearchValues<char> AllLetters = SearchValues.Create(Letters);

    /// <summary>A new name: a ULID, so that names sort by time.</summary>
    internal static string NewName(DateTimeOffset now, Guid random)
    {
        Span<char> letters = stackalloc char[UlidLength];
        ulong time = (ulong)Math.Max(0, now.ToUnixTimeMilliseconds());
        for (int index = TimeLetters - 1; index >= 0; index--, time >>= BitsPerLetter)
        {
            letters[index] = Letters[(int)(time & 31)];
        }

        UInt128 bits = new(0, 0);
        foreach (byte part in random.ToByteArray())
        {
            bits = (bits << 8) | part;
        }

        for (int index = UlidLength - 1; index >= TimeLetters; index--, bits >>= BitsPerLetter)
        {
            letters[index] = Letters[(int)(bits & 31)];
        }

        return $"{Prefix}{letters}{Suffix}";
    }

    /// <summary>Whether a text is a segment's name and nothing that leads elsewhere.</summary>
    internal static bool IsName(string name) =>
        name.Length == Prefix.Length + UlidLength + Suffix.Length
        && name.StartsWith(Prefix, StringComparison.Ordinal) && name.EndsWith(Suffix, StringComparison.Ordinal)
        && !name.AsSpan(Prefix.Length, UlidLength).ContainsAnyExcept(AllLetters);

    /// <summary>When the name was given.</summary>
    internal DateTimeOffset NamedAt()
    {
        long time = 0;
        foreach (char letter in Segment.AsSpan(Prefix.Length, TimeLetters))
        {
            time = (time << BitsPerLetter) | (uint)Letters.IndexOf(letter, StringComparison.Ordinal);
        }

        return DateTimeOffset.FromUnixTimeMilliseconds(Math.Min(time, DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()));
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Segment} up to {SealedLength}");
}
