using System.Numerics;
using Daybook.Durability.Logs;

namespace Daybook.Embedded.Memory;

/// <summary>
/// Tells which ids may be there, and which more than once, in a fixed number of bytes: a Bloom filter with two bits for each id. It never misses
/// one, and suspects a few others.
/// </summary>
internal sealed class IdSketch
{
    private const int BitsMinimum = 1 << 16;

    /// <summary>32 MiB: of 10 million ids it suspects some 20,000 wrongly.</summary>
    private const long BitsMaximum = 1L << 28;

    /// <summary>A line is seldom shorter, so that each has two dozen bits to itself in a log of up to a gigabyte.</summary>
    private const int BytesPerLine = 128;

    private const int BitsPerLine = 24;
    private const int WordBits = 64;

    private readonly ulong[] words;
    private readonly HashSet<ulong> suspects = [];

    /// <summary>Makes room for the ids of a log.</summary>
    /// <param name="bytes">Its length.</param>
    internal IdSketch(long bytes)
    {
        long wanted = Math.Clamp(bytes / BytesPerLine * BitsPerLine, BitsMinimum, BitsMaximum);
        words = new ulong[BitOperations.RoundUpToPowerOf2((ulong)wanted) / WordBits];
    }

    /// <summary>Sums of ids that may stand more than once.</summary>
    internal IReadOnlySet<ulong> Suspects => suspects;

    /// <summary>Takes in the id of a line, if it has one.</summary>
    internal void Add(LogLine line)
    {
        if (LineId.HashOf(LineShape.WithoutByteOrderMark(line)) is { } hash)
        {
            Add(hash);
        }
    }

    /// <summary>Takes in an id by its sum.</summary>
    internal void Add(ulong hash)
    {
        if (Set(hash) & Set(Second(hash)))
        {
            suspects.Add(hash);
        }
    }

    /// <summary>Whether an id with this sum may have been taken in.</summary>
    internal bool MayHold(ulong hash) => (WordOf(hash) & BitOf(hash)) != 0 && (WordOf(Second(hash)) & BitOf(Second(hash))) != 0;

    /// <summary>Sets a bit.</summary>
    /// <returns>Whether it was set.</returns>
    private bool Set(ulong hash)
    {
        ref ulong word = ref WordOf(hash);
        bool wasSet = (word & BitOf(hash)) != 0;
        word |= BitOf(hash);
        return wasSet;
    }

    private ref ulong WordOf(ulong hash) => ref words[(hash / WordBits) & ((ulong)words.Length - 1)];

    private static ulong BitOf(ulong hash) => 1UL << (int)(hash % WordBits);

    private static ulong Second(ulong hash) => BitOperations.RotateLeft(hash, WordBits / 2);
}
