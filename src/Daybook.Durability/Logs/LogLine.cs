namespace Daybook.Durability.Logs;

/// <summary>One line of a log as it stands in the file. The bytes are valid until the next read.</summary>
public readonly ref struct LogLine
{
    internal LogLine(ReadOnlySpan<byte> bytes, long offset, long length, long number, LineEnding ending)
    {
        Bytes = bytes;
        Offset = offset;
        Length = length;
        Number = number;
        Ending = ending;
    }

    /// <summary>The line without its ending; empty when it is too long to be loaded.</summary>
    public ReadOnlySpan<byte> Bytes { get; }

    /// <summary>Where the line starts, in bytes from the start of the file.</summary>
    public long Offset { get; }

    /// <summary>The line's length in bytes, without its ending.</summary>
    public long Length { get; }

    /// <summary>The line's number from 1, or 0 where the reader came from the end and cannot know.</summary>
    public long Number { get; }

    /// <summary>How the line ends.</summary>
    public LineEnding Ending { get; }

    /// <summary>Whether the line is over the limit and was passed over instead of being loaded.</summary>
    public bool IsTooLong => Bytes.Length < Length;

    /// <summary>Where the next line starts.</summary>
    public long End => Offset + Length + Ending switch
    {
        LineEnding.Newline => 1,
        LineEnding.CarriageReturnNewline => 2,
        _ => 0,
    };
}
