using System.Text;

namespace Daybook.Embedded.Runs;

/// <summary>The lines of a document, whatever ends them, and the place in them.</summary>
internal sealed class YamlLines
{
    /// <summary>A record of this kind has some dozen lines; a prompt in a field may have many more.</summary>
    private const int LinesMaximum = 100_000;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly string[] lines;

    /// <summary>Splits a document.</summary>
    /// <exception cref="YamlFault">It is no text.</exception>
    internal YamlLines(ReadOnlySpan<byte> content)
    {
        ReadOnlySpan<byte> text = content.StartsWith("\uFEFF"u8) ? content[3..] : content;
        try
        {
            lines = Strict.GetString(text).Split('\n');
        }
        catch (DecoderFallbackException fault)
        {
            throw new YamlFault(1 + text[..Math.Max(0, fault.Index)].Count((byte)'\n'), "it is no UTF-8");
        }

        if (lines.Length > LinesMaximum)
        {
            throw new YamlFault(LinesMaximum, $"it has more than {LinesMaximum} lines");
        }

        for (int index = 0; index < lines.Length; index++)
        {
            lines[index] = lines[index].EndsWith('\r') ? lines[index][..^1] : lines[index];
            if (lines[index].AsSpan().IndexOfAnyInRange('\0', '\b') >= 0 || lines[index].AsSpan().IndexOfAnyInRange('\v', '\u001F') >= 0)
            {
                throw new YamlFault(index + 1, "a control character stands in it");
            }
        }
    }

    /// <summary>The index of the line that comes next.</summary>
    internal int Next { get; private set; }

    /// <summary>The number of the line that was taken last.</summary>
    internal long Number => Next;

    internal bool IsAtEnd => Next >= lines.Length;

    /// <summary>The line that comes next, without taking it.</summary>
    internal string Peek => lines[Next];

    internal string Take() => lines[Next++];

    /// <summary>How many spaces a line begins with.</summary>
    internal static int IndentOf(string line)
    {
        int spaces = line.AsSpan().IndexOfAnyExcept(' ');
        return spaces < 0 ? line.Length : spaces;
    }

    internal static bool IsBlank(string line) => string.IsNullOrWhiteSpace(line);

    internal static bool IsComment(string line) => line.AsSpan().TrimStart(" \t").StartsWith("#");
}
