namespace Daybook.Cli.Setup.Text;

/// <summary>How a file is laid out, so that what is added looks like what is there.</summary>
/// <param name="NewLine">How its lines end.</param>
/// <param name="Indent">One level of its indentation.</param>
internal sealed record TextStyle(string NewLine, string Indent)
{
    private const string DefaultIndent = "  ";

    /// <summary>The style of a text, by its first line end and its first indented line.</summary>
    public static TextStyle Of(string text)
    {
        int end = text.IndexOf('\n', StringComparison.Ordinal);
        string newLine = end > 0 && text[end - 1] == '\r' ? "\r\n" : "\n";
        string? indent = text.Split('\n').Select(LeadingBlank).FirstOrDefault(static blank => blank.Length > 0);
        return new TextStyle(newLine, indent is null ? DefaultIndent : indent[0] == '\t' ? "\t" : indent);
    }

    /// <summary>The blanks with which the line of a place begins.</summary>
    public static string IndentAt(string text, int position)
    {
        int start = text.LastIndexOf('\n', Math.Max(position - 1, 0)) + 1;
        return LeadingBlank(text[start..]);
    }

    private static string LeadingBlank(string line)
    {
        int length = 0;
        while (length < line.Length && line[length] is ' ' or '\t')
        {
            length++;
        }

        // A line of nothing but blanks says nothing about indentation.
        return length < line.Length && line[length] is not '\r' ? line[..length] : "";
    }
}
