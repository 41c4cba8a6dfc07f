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
        int start = 0;
        while (start < text.Length)
        {
            int end = text.IndexOf('\n', start);
            string line = text[start..(end < 0 ? text.Length : end)].TrimEnd('\r');
            string trimmed = line.TrimStart(' ');
            string? marker = hasFences && (trimmed.StartsWith("```", StringComparison.Ordinal) || trimmed.StartsWith("~~~", StringComparison.Ordinal)) ? trimmed[..3] : null;
            if (fence is null && marker is null)
            {
                yield return (start, line);
            }
            else if (fence is null)
            {
                fence = marker;
            }
            else if (marker == fence)
            {
                fence = null;
            }

            start = end < 0 ? text.Length : end + 1;
        }
    }
}
