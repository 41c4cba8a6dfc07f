using System.Text;

namespace Daybook.Embedded.Runs;

/// <summary>Texts of several lines, below <c>|</c> and <c>&gt;</c>.</summary>
internal static class YamlBlock
{
    /// <summary>Reads one whose header line was taken.</summary>
    /// <param name="header">What stands behind the colon.</param>
    /// <param name="lines">The lines below, which are taken.</param>
    /// <exception cref="YamlFault">The header is none, or a tab indents a line.</exception>
    internal static YamlValue Read(string header, YamlLines lines)
    {
        long line = lines.Number;
        (char kept, int given) = ReadHeader(header, line);
        var source = new StringBuilder(header);
        var texts = new List<string>();
        int indent = given;
        int beforeLast = source.Length;
        while (!lines.IsAtEnd)
        {
            string next = lines.Peek;
            bool isBlank = next.AsSpan().IndexOfAnyExcept(' ') < 0;
            if (!isBlank && indent == 0)
            {
                indent = YamlLines.IndentOf(next);
            }

            if (!isBlank && (indent == 0 || YamlLines.IndentOf(next) < indent))
            {
                if (next[0] == '\t')
                {
                    throw new YamlFault(lines.Next + 1, "a tab indents it");
                }

                break;
            }

            texts.Add(next.Length > indent ? next[indent..] : "");
            beforeLast = source.Length;
            source.Append('\n').Append(lines.Take());
        }

        int blanks = texts.Count - (texts.FindLastIndex(static text => text.Length > 0) + 1);
        List<string> full = texts[..^blanks];
        string body = header[0] == '|' ? string.Join('\n', full) : Fold(full);
        string end = kept == '-' || (full.Count == 0 && kept != '+') ? ""
            : kept == '+' ? new string('\n', full.Count == 0 ? EndingBlanks(blanks, lines) : EndingBlanks(blanks, lines) + 1)
            : "\n";
        if (lines.IsAtEnd && blanks > 0)
        {
            // Repeated in a rewrite, it would make the file one line longer each time.
            source.Length = beforeLast;
        }

        return new YamlValue(body + end, source.ToString(), IsScalar: true, line);
    }

    // What follows the last line end of the file is no line.
    private static int EndingBlanks(int blanks, YamlLines lines) => lines.IsAtEnd && blanks > 0 ? blanks - 1 : blanks;

    private static (char Kept, int Indent) ReadHeader(string header, long line)
    {
        ReadOnlySpan<char> words = header.AsSpan(1).TrimEnd(" \t");
        int comment = words.IndexOf(" #");
        words = comment >= 0 ? words[..comment].TrimEnd(" \t") : words;
        char kept = ' ';
        int indent = 0;
        foreach (char sign in words)
        {
            if (sign is '-' or '+' && kept == ' ')
            {
                kept = sign;
            }
            else if (sign is >= '1' and <= '9' && indent == 0)
            {
                indent = sign - '0';
            }
            else
            {
                throw new YamlFault(line, "the beginning of a text of several lines cannot be understood");
            }
        }

        return (kept, indent);
    }

    // Line ends between lines of equal standing become spaces; an empty line is a line end; deeper lines keep theirs.
    private static string Fold(List<string> texts)
    {
        var folded = new StringBuilder();
        bool isBroken = true;
        int blanks = 0;
        foreach (string text in texts)
        {
            if (text.Length == 0)
            {
                blanks++;
                continue;
            }

            bool isDeeper = text[0] is ' ' or '\t';
            if (folded.Length > 0 || blanks > 0)
            {
                bool keepsEnd = isDeeper || isBroken;
                folded.Append('\n', keepsEnd && folded.Length > 0 ? blanks + 1 : blanks);
                folded.Append(!keepsEnd && blanks == 0 ? " " : "");
            }

            folded.Append(text);
            isBroken = isDeeper;
            blanks = 0;
        }

        return folded.ToString();
    }
}
