using Daybook.Durability.Logs;

namespace Daybook.Embedded;

/// <summary>
/// What a line looks like before it is parsed. A write that was torn seldom leaves both ends of an object, and zeros where a block never
/// reached the disk; to learn that from the parser costs an exception for each line, each time it is read.
/// </summary>
internal static class LineShape
{
    /// <summary>What is said of a whole line that is no object.</summary>
    internal const string NoObject = "it is not one JSON object";

    private static ReadOnlySpan<byte> Blanks => " \t\r\n"u8;

    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <summary>
    /// Whether a line, or a document, begins and ends as a JSON object does and has no zero byte in it. A byte order mark, which files that were
    /// put together have also in their middle, is nothing against it. For the rest there is the parser.
    /// </summary>
    internal static bool MayBeObject(ReadOnlySpan<byte> line)
    {
        ReadOnlySpan<byte> text = line.StartsWith(ByteOrderMark) ? line[ByteOrderMark.Length..] : line;
        return text.Trim(Blanks) is [(byte)'{', .., (byte)'}'] && !line.Contains((byte)0);
    }

    /// <summary>A line's bytes without the mark that some editors put at the start of a file.</summary>
    internal static ReadOnlySpan<byte> WithoutByteOrderMark(LogLine line) =>
        line.Offset == 0 && line.Bytes.StartsWith(ByteOrderMark) ? line.Bytes[ByteOrderMark.Length..] : line.Bytes;

    /// <summary>What is said of a line that does not hold what it should.</summary>
    /// <param name="line">The line.</param>
    /// <param name="content">What it should hold, in a word.</param>
    /// <param name="reason">Why it does not.</param>
    internal static string Refusal(LogLine line, string content, string reason) =>
        line.Ending == LineEnding.None ? $"torn: the line ends before its {content} does" : $"no {content}: {reason}";
}
