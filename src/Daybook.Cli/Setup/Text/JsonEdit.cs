namespace Daybook.Cli.Setup.Text;

/// <summary>
/// Puts entries into JSON text and takes them out again. What is taken out leaves the text as it was before it was put in, byte for byte,
/// whatever else has changed elsewhere meanwhile.
/// </summary>
internal static class JsonEdit
{
    /// <summary>Puts an entry at the end of an object or a list.</summary>
    /// <param name="text">The file.</param>
    /// <param name="container">The object or list in it.</param>
    /// <param name="compact">The entry without blanks: a value, or a name, a colon and a value.</param>
    /// <param name="style">How the file is laid out.</param>
    public static string Append(string text, JsonSpan container, string compact, TextStyle style)
    {
        if (container.Entries is not [.., var last])
        {
            // Right behind the bracket, with a line end of its own: whatever stood inside stays behind it.
            string outer = TextStyle.IndentAt(text, container.Start);
            string inner = outer + style.Indent;
            return text.Insert(container.Start + 1, style.NewLine + inner + JsonLayout.Of(compact, style, inner) + style.NewLine + outer);
        }

        bool isMultiLine = text.AsSpan(container.Start, last.Start - container.Start).Contains('\n');
        int behind = EndOfRemark(text, last.Comma is { } comma ? comma + 1 : last.Value.End, out bool isToLineEnd);
        string indent = TextStyle.IndentAt(text, isMultiLine ? last.Start : container.Start);
        string between = isMultiLine || isToLineEnd ? style.NewLine + indent : " ";
        string item = between + JsonLayout.Of(compact, style, indent);

        // A comma after the last entry is this file's way; then the new last one gets one too.
        return last.Comma is null
            ? text.Insert(behind, item).Insert(last.Value.End, ",")
            : text.Insert(behind, item + ",");
    }

    /// <summary>Takes an entry out of its object or list.</summary>
    /// <param name="text">The file.</param>
    /// <param name="container">The object or list in it.</param>
    /// <param name="entry">One of its entries.</param>
    /// <param name="style">How the file is laid out.</param>
    public static string Remove(string text, JsonSpan container, JsonEntry entry, TextStyle style)
    {
        int index = container.Entries.TakeWhile(other => other.Start != entry.Start).Count();
        int start = StartWithBreak(text, entry.Start, style);
        if (entry.Comma is { } comma)
        {
            return text.Remove(start, comma + 1 - start);
        }

        if (index > 0 && container.Entries[index - 1].Comma is { } before)
        {
            return text.Remove(start, entry.Value.End - start).Remove(before, 1);
        }

        // The only one: what Append put behind it goes too.
        string closing = style.NewLine + TextStyle.IndentAt(text, container.Start);
        bool isOwnBreak = start == container.Start + 1 && text.AsSpan(entry.Value.End).StartsWith(closing);
        return text.Remove(start, entry.Value.End + (isOwnBreak ? closing.Length : 0) - start);
    }

    /// <summary>Puts another value in the place of an entry.</summary>
    /// <param name="text">The file.</param>
    /// <param name="entry">The entry.</param>
    /// <param name="compact">The new entry without blanks.</param>
    /// <param name="style">How the file is laid out.</param>
    public static string Replace(string text, JsonEntry entry, string compact, TextStyle style) => text
        .Remove(entry.Start, entry.Value.End - entry.Start)
        .Insert(entry.Start, JsonLayout.Of(compact, style, TextStyle.IndentAt(text, entry.Start)));

    /// <summary>Where the remark behind an entry ends that stands on its line: it belongs to that entry.</summary>
    private static int EndOfRemark(string text, int from, out bool isToLineEnd)
    {
        int end = from;
        int at = from;
        isToLineEnd = false;
        while (at < text.Length && text[at] is ' ' or '\t' or '/')
        {
            ReadOnlySpan<char> rest = text.AsSpan(at);
            if (rest.StartsWith("//"))
            {
                int line = text.IndexOf('\n', at);
                end = line < 0 ? text.Length : line > 0 && text[line - 1] == '\r' ? line - 1 : line;
                isToLineEnd = true;
                return end;
            }

            if (rest.StartsWith("/*"))
            {
                at = end = text.IndexOf("*/", at + 2, StringComparison.Ordinal) + 2;
            }
            else
            {
                at++;
            }
        }

        return end;
    }

    /// <summary>Where an entry begins with the line end and the indentation, or the blank, that was put before it.</summary>
    private static int StartWithBreak(string text, int start, TextStyle style)
    {
        int line = start;
        while (line > 0 && text[line - 1] is ' ' or '\t')
        {
            line--;
        }

        if (line > 0 && text[line - 1] == '\n')
        {
            line--;
            return style.NewLine == "\r\n" && line > 0 && text[line - 1] == '\r' ? line - 1 : line;
        }

        return start > 0 && text[start - 1] == ' ' ? start - 1 : start;
    }
}
