using System.Buffers;

namespace Daybook.Embedded.Memory;

/// <summary>
/// The numbers that Python's <c>json</c> writes unless it is told not to, the founding system among others, and that JSON does not have:
/// <c>NaN</c>, <c>Infinity</c> and <c>-Infinity</c>.
/// </summary>
internal static class PythonNumbers
{
    /// <summary>A line with these numbers as texts, for readers of JSON; null where it has none of them.</summary>
    internal static byte[]? Quoted(ReadOnlySpan<byte> line)
    {
        if (line.IndexOf("NaN"u8) < 0 && line.IndexOf("Infinity"u8) < 0)
        {
            return null;
        }

        var output = new ArrayBufferWriter<byte>(line.Length + 16);
        bool isText = false;
        for (int at = 0; at < line.Length;)
        {
            int number = isText ? 0 : LengthOfNumber(line[at..]);
            int length = number > 0 ? number : isText && line[at] == '\\' ? Math.Min(2, line.Length - at) : 1;
            isText ^= length == 1 && line[at] == '"';
            if (number > 0)
            {
                output.Write("\""u8);
            }

            output.Write(line.Slice(at, length));
            if (number > 0)
            {
                output.Write("\""u8);
            }

            at += length;
        }

        return output.WrittenCount > line.Length ? output.WrittenSpan.ToArray() : null;
    }

    private static int LengthOfNumber(ReadOnlySpan<byte> rest) =>
        rest.StartsWith("NaN"u8) ? "NaN"u8.Length
        : rest.StartsWith("Infinity"u8) ? "Infinity"u8.Length
        : rest.StartsWith("-Infinity"u8) ? "-Infinity"u8.Length
        : 0;
}
