namespace Daybook.Cli.Setup.Text;

/// <summary>The lines of a text that stand outside of what Markdown quotes as code, by the rules of CommonMark for fences.</summary>
internal static class PlainLines
{
    private const int LengthMin = 3;
    private const int BlanksMax = 3;

    /// <summary>Each such line with its first character's place, without its line end.</summary>
    /// <param name="text">The text.</param>
    /// <param name="hasFences">Whether lines between <c>```</c> or <c>~~~</c> are code.</param>
    public static IEnumerable<(int Start, string Line)> Of(string text, bool hasFences)
    {
        string? fence = null;
        var quoted = new List<(int Start, string Line)>();
        for (int start = 0, end; start < text.Length; start = end < 0 ? text.Length : end + 1)
        {
            end = text.IndexOf('\n', start);
            string line = text[start..(end < 0 ? text.Length : end)].TrimEnd('\r');
            string? marker = hasFences ? MarkerOf(line) : null;
            if (fence is not null && marker is not null && Closes(line, marker, fence))
            {
                fence = null;
                quoted.Clear();
            }
            else if (fence is not null)
            {
                quoted.Add((start, line));
            }
            else if (marker is not null && Opens(line, marker))
            {
                fence = marker;
            }
            else
            {
                yield return (start, line);
            }
        }

        // Code that no line closes is taken for text, so that what is added at the end of a file is found there again.
        foreach ((int Start, string Line) line in quoted)
        {
            yield return line;
        }
    }

    /// <summary>The row of <c>`</c> or <c>~</c> with which a line begins, behind at most three blanks; null if there are fewer than three.</summary>
    private static string? MarkerOf(string line)
    {
        string rest = line.TrimStart(' ');
        int length = rest.Length == 0 || rest[0] is not ('`' or '~') ? 0 : rest.Length - rest.TrimStart(rest[0]).Length;
        return length >= LengthMin && line.Length - rest.Length <= BlanksMax ? rest[..length] : null;
    }

    // Code within a line may begin with as many; then its end follows on the line.
    private static bool Opens(string line, string marker) => marker[0] != '`' || line.AsSpan().TrimStart(' ')[marker.Length..].IndexOf('`') < 0;

    private static bool Closes(string line, string marker, string fence) => marker.StartsWith(fence, StringComparison.Ordinal) && line.Trim(' ', '\t').Length == marker.Length;
}
