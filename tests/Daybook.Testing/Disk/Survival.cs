namespace Daybook.Testing.Disk;

/// <summary>How much of one unflushed write a power loss leaves. A truncation is only ever kept or lost.</summary>
internal enum Survival
{
    /// <summary>Nothing.</summary>
    Lost,

    /// <summary>All of it.</summary>
    Kept,

    /// <summary>The first bytes; the file ends there if it ended before.</summary>
    Cut,

    /// <summary>The first bytes and the full length; the rest is zeros, or the old bytes where there were some.</summary>
    HeadOnly,

    /// <summary>The last bytes, blocks having been written out of order; the head is zeros or the old bytes.</summary>
    TailOnly,

    /// <summary>The full length and no byte of it.</summary>
    LengthOnly,
}
