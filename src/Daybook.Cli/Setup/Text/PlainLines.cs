namespace Daybook.Cli.Setup.Text;

/// <summary>The lines of a text that stand outside of what Markdown quotes as code.</summary>
internal static class PlainLines
{
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
            string? marker = hasFences ? MarkerOf(line.TrimStart(' ')) : null;
            if (fence is not null && marker == fence)
            {
                fence = null;
                quoted.Clear();
            }
            else if (fence is not null)
            {
                quoted.Add((start, line));
            }
            else if (marker is not null)
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

    private static string? MarkerOf(string line) => line.StartsWith("```", StringComparison.Ordinal) ? "```"
        : line.StartsWith("~~~", StringComparison.Ordinal) ? "~~~"
        : null;
}
