using System.Buffers.Binary;

namespace Daybook.Drafts;

/// <summary>UUIDs of version 7 (RFC 9562): the time first, so that ids sort as they were made.</summary>
public static class TimeOrderedId
{
    private const int TicksPerStep = 3;

    /// <summary>Makes one.</summary>
    /// <param name="time">The time that it tells: milliseconds, and the next twelve bits as exactly as they go.</param>
    /// <param name="random">Where its other 62 bits come from.</param>
    public static Guid Create(DateTimeOffset time, Guid random)
    {
        Span<byte> bytes = stackalloc byte[16];
        random.TryWriteBytes(bytes, bigEndian: true, out _);
        long milliseconds = time.ToUnixTimeMilliseconds();
        long step = time.UtcTicks % TimeSpan.TicksPerMillisecond / TicksPerStep;
        BinaryPrimitives.WriteInt64BigEndian(bytes, (milliseconds << 16) | 0x7000 | step);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }
}
