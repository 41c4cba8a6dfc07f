using System.Buffers.Binary;

namespace Daybook.Embedded.Tasks;

/// <summary>What the keys that are looked for have in common: under one of two masks one of two values.</summary>
internal readonly struct FinishedPattern(UInt128 mask, UInt128 value, UInt128 otherMask, UInt128 otherValue)
{
    // In halves, in the order of the bytes: comparing those is what a pass over the index spends its time on.
    private readonly ulong high = (ulong)(value >> 64);
    private readonly ulong low = (ulong)value;
    private readonly ulong highMask = (ulong)(mask >> 64);
    private readonly ulong lowMask = (ulong)mask;
    private readonly ulong otherHigh = (ulong)(otherValue >> 64);
    private readonly ulong otherLow = (ulong)otherValue;
    private readonly ulong otherHighMask = (ulong)(otherMask >> 64);
    private readonly ulong otherLowMask = (ulong)otherMask;

    /// <summary>Fits no key: no value has bits outside of its mask.</summary>
    internal static FinishedPattern None => new(0, 1, 0, 1);

    /// <summary>Fits every key.</summary>
    internal static FinishedPattern Any => new(0, 0, 0, 0);

    internal static FinishedPattern Exactly(FinishedKey key) => new(UInt128.MaxValue, key.Value, UInt128.MaxValue, key.Value);

    /// <summary>Whether the key that these bytes begin with fits.</summary>
    internal bool Fits(ReadOnlySpan<byte> entry)
    {
        ulong keyHigh = BinaryPrimitives.ReadUInt64BigEndian(entry);
        ulong keyLow = BinaryPrimitives.ReadUInt64BigEndian(entry[8..]);
        return ((keyHigh & highMask) == high && (keyLow & lowMask) == low)
            || ((keyHigh & otherHighMask) == otherHigh && (keyLow & otherLowMask) == otherLow);
    }
}
