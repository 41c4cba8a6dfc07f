namespace Daybook.Secrets;

/// <summary>
/// Reads a text without its line breaks, since whoever pastes a key may break it: by an editor, a quoted mail, a shell's <c>\</c>, strings that are
/// added, a soft line break of a mail.
/// </summary>
internal static class LineJoining
{
    private const string Quotes = "\"'`";

    /// <summary>The text without line breaks, or null where there are none.</summary>
    internal static TextView? Read(TextView view)
    {
        string text = view.Text;
        int lineEnd = text.AsSpan().IndexOfAny('\n', '\r');
        if (lineEnd < 0)
        {
            return null;
        }

        var joined = new TextViewBuilder(view);
        int position = 0;
        while (lineEnd >= 0)
        {
            int end = EndOfContent(text, position, lineEnd);
            int next = StartOfContent(text, lineEnd);
            if (end > position && next < text.Length && Quotes.Contains(text[end - 1], StringComparison.Ordinal) && text[next] == text[end - 1])
            {
                end--;
                next++;
            }

            joined.Copy(position, end);
            joined.LeaveGap();
            position = next;
            int found = text.AsSpan(position).IndexOfAny('\n', '\r');
            lineEnd = found < 0 ? -1 : position + found;
        }

        joined.Copy(position, text.Length);
        return joined.Build();
    }

    private static int EndOfContent(string text, int lineStart, int lineEnd)
    {
        int end = SkipBlanksBack(text, lineStart, lineEnd);

        // A soft line break of a mail is one "="; two of them end something in base64.
        bool isSoft = end - 1 > lineStart && text[end - 1] == '=' && text[end - 2] != '=';
        bool isContinued = isSoft || (end > lineStart && text[end - 1] == '\\');

        // A plus is part of many a key; one that adds strings stands behind a blank or a quote.
        bool isAdded = end - 1 > lineStart && text[end - 1] == '+' && (text[end - 2] == ' ' || Quotes.Contains(text[end - 2], StringComparison.Ordinal));
        return isContinued || isAdded ? SkipBlanksBack(text, lineStart, end - 1) : end;
    }

    private static int StartOfContent(string text, int lineEnd)
    {
        int next = lineEnd;
        while (next < text.Length
            && (char.IsWhiteSpace(text[next]) || text[next] is '>' or '#' or '*' or '|'
                || (text[next] is '/' or '+' && next + 1 < text.Length && (text[next + 1] == ' ' || (text[next + 1] == '/' && text[next] == '/')))))
        {
            next++;
        }

        return next;
    }

    private static int SkipBlanksBack(string text, int start, int end)
    {
        while (end > start && text[end - 1] is ' ' or '\t')
        {
            end--;
        }

        return end;
    }
}
