using System.Text;

namespace Daybook.Embedded.Runs;

/// <summary>
/// Lists and maps inside of a document. No field of ours has one, so they are not taken apart: they are checked, within bounds, and kept as
/// they stand.
/// </summary>
internal static class YamlNesting
{
    /// <summary>How deep lists and maps may stand in each other.</summary>
    internal const int DepthMaximum = 32;

    /// <summary>Takes the lines below a key that have more indentation than it, or are items of a list.</summary>
    /// <exception cref="YamlFault">They hold what is not read here, or stand too deep.</exception>
    internal static YamlValue? ReadBelow(YamlLines lines)
    {
        long line = lines.Number;
        var source = new StringBuilder();
        var indents = new Stack<int>();
        bool isAny = false;
        while (!lines.IsAtEnd && (YamlLines.IsBlank(lines.Peek) || YamlLines.IsComment(lines.Peek) || IsBelow(lines.Peek)))
        {
            string next = lines.Peek;
            if (YamlLines.IsBlank(next) || YamlLines.IsComment(next))
            {
                if (!isAny)
                {
                    return null;
                }
            }
            else
            {
                isAny = true;
                CheckDepth(indents, YamlLines.IndentOf(next), lines.Next + 1);
            }

            source.Append('\n').Append(lines.Take());
            CheckTokens(next, lines.Number);
        }

        return isAny ? new YamlValue(null, source.ToString().TrimEnd('\n', ' '), IsScalar: false, line) : null;
    }

    /// <summary>Reads a list in brackets or a map in braces, on as many lines as it takes.</summary>
    /// <exception cref="YamlFault">It does not end, holds what is not read here, or stands too deep.</exception>
    internal static YamlValue ReadFlow(string begun, YamlLines lines)
    {
        long line = lines.Number;
        var source = new StringBuilder();
        string text = begun;
        int depth = 0;
        while (true)
        {
            int end = Walk(text, lines.Number, ref depth);
            CheckTokens(text, lines.Number);
            if (end >= 0)
            {
                YamlReader.CheckRest(text.AsSpan(end), lines.Number);
                return new YamlValue(null, source.Append(text.AsSpan(0, end)).ToString(), IsScalar: false, line);
            }

            source.Append(text).Append('\n');
            text = lines.IsAtEnd ? throw new YamlFault(line, "a list or map does not end") : lines.Take();
        }
    }

    private static bool IsBelow(string line) => line[0] is ' ' or '\t' || line.StartsWith("- ", StringComparison.Ordinal) || line == "-";

    private static void CheckDepth(Stack<int> indents, int indent, long line)
    {
        while (indents.TryPeek(out int above) && above > indent)
        {
            indents.Pop();
        }

        if (!indents.TryPeek(out int same) || same != indent)
        {
            indents.Push(indent);
        }

        if (indents.Count > DepthMaximum)
        {
            throw new YamlFault(line, $"lists and maps stand more than {DepthMaximum} deep in each other");
        }
    }

    /// <summary>Walks over brackets.</summary>
    /// <returns>Where the outermost one has ended; -1 if it has not.</returns>
    private static int Walk(string text, long line, ref int depth)
    {
        for (int index = 0; index < text.Length; index++)
        {
            switch (text[index])
            {
                case '"' or '\'' when index == 0 || text[index - 1] is ' ' or '[' or '{' or ',' or ':':
                    _ = YamlQuoted.Read(text.AsSpan(index), line, out int length);
                    index += length - 1;
                    break;
                case '[' or '{':
                    if (++depth > DepthMaximum)
                    {
                        throw new YamlFault(line, $"lists and maps stand more than {DepthMaximum} deep in each other");
                    }

                    break;
                case ']' or '}' when --depth == 0:
                    return index + 1;
                case '#' when index > 0 && text[index - 1] == ' ':
                    return -1;
                default:
                    break;
            }
        }

        return -1;
    }

    /// <summary>Refuses anchors, aliases and tags wherever a value may begin.</summary>
    private static void CheckTokens(string text, long line)
    {
        int indent = YamlLines.IndentOf(text);
        if (indent < text.Length && text[indent] == '\t')
        {
            throw new YamlFault(line, "a tab indents it");
        }

        for (int index = indent; index < text.Length; index++)
        {
            // Asked first, since what stands before is sought over any number of spaces: once for each of these signs, not for each space.
            if (text[index] is not ('"' or '\'' or '&' or '*' or '!'))
            {
                continue;
            }

            bool isBeginning = index == indent || (text[index - 1] is ' ' or '\t' && BeforeSpaces(text, index) is '-' or ':' or ',' or '[' or '{' or '?')
                || text[index - 1] is '[' or '{' or ',';
            if (!isBeginning)
            {
                continue;
            }

            if (text[index] is '"' or '\'')
            {
                _ = YamlQuoted.Read(text.AsSpan(index), line, out int length);
                index += length - 1;
            }
            else
            {
                throw YamlReader.Unwanted(text[index], line);
            }
        }
    }

    private static char BeforeSpaces(string text, int index)
    {
        int before = text.AsSpan(0, index).LastIndexOfAnyExcept(' ', '\t');
        return before < 0 ? '-' : text[before];
    }
}
