using System.Text;

namespace Daybook.Cli.Setup.Text;

/// <summary>Lays JSON without blanks out as people write it: one entry a line, lists of plain values on one.</summary>
internal static class JsonLayout
{
    /// <summary>The value with line ends and indentation.</summary>
    /// <param name="compact">The value without blanks.</param>
    /// <param name="style">How to lay it out.</param>
    /// <param name="indent">The indentation of the line on which it begins.</param>
    public static string Of(string compact, TextStyle style, string indent)
    {
        var text = new StringBuilder();
        int level = 0;
        for (int at = 0; at < compact.Length; at++)
        {
            switch (compact[at])
            {
                case '"':
                    int end = StringEnd(compact, at);
                    text.Append(compact, at, end - at);
                    at = end - 1;
                    break;
                case '[' when PlainListEnd(compact, at) is { } end2:
                    text.Append(compact[at..end2].Replace("\",\"", "\", \"", StringComparison.Ordinal));
                    at = end2 - 1;
                    break;
                case '{' or '[':
                    text.Append(compact[at]);
                    Break(text, style, indent, ++level);
                    break;
                case '}' or ']':
                    Break(text, style, indent, --level);
                    text.Append(compact[at]);
                    break;
                case ',':
                    text.Append(',');
                    Break(text, style, indent, level);
                    break;
                case ':':
                    text.Append(": ");
                    break;
                default:
                    text.Append(compact[at]);
                    break;
            }
        }

        return text.ToString();
    }

    private static void Break(StringBuilder text, TextStyle style, string indent, int level)
    {
        text.Append(style.NewLine).Append(indent);
        for (int count = 0; count < level; count++)
        {
            text.Append(style.Indent);
        }
    }

    private static int StringEnd(string compact, int start)
    {
        int at = start + 1;
        while (compact[at] != '"')
        {
            at += compact[at] == '\\' ? 2 : 1;
        }

        return at + 1;
    }

    /// <summary>Where a list ends that contains neither lists nor objects; null for others.</summary>
    private static int? PlainListEnd(string compact, int start)
    {
        int at = start + 1;
        while (compact[at] != ']')
        {
            if (compact[at] is '{' or '[')
            {
                return null;
            }

            at = compact[at] == '"' ? StringEnd(compact, at) : at + 1;
        }

        return at + 1;
    }
}
