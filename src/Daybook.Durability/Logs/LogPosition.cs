namespace Daybook.Durability.Logs;

/// <summary>Where an entry ended up.</summary>
/// <param name="Offset">The start of its line; where nothing was written, the length of the log that its answer rests on.</param>
/// <param name="Length">The line's bytes without its newline, 0 where nothing was written.</param>
public readonly record struct LogPosition(long Offset, int Length)
{
    /// <summary>Where the entry's line ends, newline included; everything before is durable with it.</summary>
    public long End => Length == 0 ? Offset : Offset + Length + 1;
}
