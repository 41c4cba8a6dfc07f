using Daybook.Errors;

namespace Daybook.Cli.Setup.Text;

/// <summary>Reads which keys a TOML file sets and where, no more: enough to add a table at its end without spoiling it.</summary>
internal sealed class TomlOutline
{
    private const int DepthMax = 64;

    private readonly string text;
    private int at;

    private TomlOutline(string text)
    {
        this.text = text;
    }

    /// <summary>The headings and keys in the order of the file.</summary>
    /// <param name="text">The file.</param>
    /// <param name="path">Its path, for messages.</param>
    /// <exception cref="InvalidInputException">It is no TOML; the line is named.</exception>
    public static IReadOnlyList<TomlKey> Read(string text, string path)
    {
        var outline = new TomlOutline(text);
        try
        {
            return outline.Keys();
        }
        catch (FormatException fault)
        {
            throw FileFault.At(path, text, outline.at, fault.Message);
        }
    }

    private List<TomlKey> Keys()
    {
        var keys = new List<TomlKey>();
        IReadOnlyList<string> table = [];
        for (SkipLines(); at < text.Length; SkipLines())
        {
            int start = at;
            if (text[at] == '[')
            {
                table = Heading();
                keys.Add(new TomlKey(table, start, null));
            }
            else
            {
                IReadOnlyList<string> name = Name('=');
                SkipBlank();
                int value = at;
                Value(0);
                keys.Add(new TomlKey([.. table, .. name], start, text[value..at]));
            }

            EndLine();
        }

        return keys;
    }

    private List<string> Heading()
    {
        bool isList = text.AsSpan(at).StartsWith("[[");
        at += isList ? 2 : 1;
        List<string> name = Name(']');
        if (isList)
        {
            Expect(']');
        }

        return name;
    }

    private List<string> Name(char end)
    {
        var parts = new List<string>();
        while (true)
        {
            SkipBlank();
            int start = at;
            if (Current() is '"' or '\'')
            {
                String();
                parts.Add(text[(start + 1)..(at - 1)]);
            }
            else
            {
                while (at < text.Length && (char.IsAsciiLetterOrDigit(text[at]) || text[at] is '_' or '-'))
                {
                    at++;
                }

                parts.Add(at > start ? text[start..at] : throw new FormatException("a name is missing"));
            }

            SkipBlank();
            if (Current() != '.')
            {
                Expect(end);
                return parts;
            }

            at++;
        }
    }

    private void Value(int depth)
    {
        if (depth > DepthMax)
        {
            throw new FormatException($"more than {DepthMax} levels");
        }

        switch (Current())
        {
            case '"' or '\'':
                String();
                break;
            case '[':
                List(depth);
                break;
            case '{':
                Table(depth);
                break;
            default:
                int start = at;
                while (at < text.Length && text[at] is not (',' or ']' or '}' or '#' or '\r' or '\n'))
                {
                    at++;
                }

                if (string.IsNullOrWhiteSpace(text[start..at]))
                {
                    throw new FormatException("a value is missing");
                }

                break;
        }
    }

    private void List(int depth)
    {
        at++;
        for (SkipLines(); Current() != ']'; SkipLines())
        {
            Value(depth + 1);
            SkipLines();
            if (Current() != ']')
            {
                Expect(',');
            }
        }

        at++;
    }

    private void Table(int depth)
    {
        at++;
        for (SkipLines(); Current() != '}'; SkipLines())
        {
            Name('=');
            SkipBlank();
            Value(depth + 1);
            SkipLines();
            if (Current() != '}')
            {
                Expect(',');
            }
        }

        at++;
    }

    private void String()
    {
        char quote = text[at];
        string triple = new(quote, 3);
        bool isLong = text.AsSpan(at).StartsWith(triple);
        int start = at;
        at += isLong ? 3 : 1;
        while (isLong ? !text.AsSpan(at).StartsWith(triple) : Current() != quote)
        {
            if (at >= text.Length || (!isLong && text[at] == '\n'))
            {
                at = start;
                throw new FormatException("a string does not end");
            }

            at = Math.Min(text.Length, at + (quote == '"' && text[at] == '\\' ? 2 : 1));
        }

        at += isLong ? 3 : 1;

        // Up to two quotes may stand right before the closing three.
        while (isLong && at < text.Length && text[at] == quote)
        {
            at++;
        }
    }

    private void EndLine()
    {
        SkipBlank();
        if (at < text.Length && text[at] is not ('#' or '\r' or '\n'))
        {
            throw new FormatException($"'{text[at]}' does not belong here");
        }
    }

    private void SkipBlank()
    {
        while (at < text.Length && text[at] is ' ' or '\t')
        {
            at++;
        }
    }

    private void SkipLines()
    {
        while (at < text.Length && (text[at] is ' ' or '\t' or '\r' or '\n' or '#'))
        {
            if (text[at] == '#')
            {
                int end = text.IndexOf('\n', at);
                at = end < 0 ? text.Length : end;
            }
            else
            {
                at++;
            }
        }
    }

    private void Expect(char expected)
    {
        if (Current() != expected)
        {
            throw new FormatException($"'{expected}' is missing");
        }

        at++;
    }

    private char Current() => at < text.Length ? text[at] : throw new FormatException("the file ends too early");
}
