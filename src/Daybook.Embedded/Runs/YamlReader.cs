namespace Daybook.Embedded.Runs;

/// <summary>
/// Reads the YAML that a record needs: one document, one map, a scalar behind each key. Anchors, aliases, tags, merge keys, directives,
/// several documents and repeated keys are refused; so is whatever readers of YAML are known to understand differently. Time and memory are
/// bounded by the length of the document.
/// </summary>
internal static class YamlReader
{
    /// <summary>The longest document, in bytes.</summary>
    internal const int BytesMaximum = 1 << 20;

    private const int FieldsMaximum = 1_000;
    private const int KeyCharactersMaximum = 128;
    private const string NotInKeys = "&*!|>[]{},%@`?#\"' \t";

    /// <summary>Reads a document.</summary>
    /// <returns>Its fields in their order.</returns>
    /// <exception cref="YamlFault">It cannot be read, and where.</exception>
    internal static OrderedDictionary<string, YamlValue> Read(ReadOnlySpan<byte> content)
    {
        if (content.Length > BytesMaximum)
        {
            throw new YamlFault(1, $"it has {content.Length} bytes, and no such file is larger than {BytesMaximum}");
        }

        var lines = new YamlLines(content);
        var fields = new OrderedDictionary<string, YamlValue>(StringComparer.Ordinal);
        bool isBegun = false;
        bool isEnded = false;
        while (!lines.IsAtEnd)
        {
            string line = lines.Take();
            if (YamlLines.IsBlank(line) || YamlLines.IsComment(line))
            {
                continue;
            }

            if (isEnded || (IsMark(line, "---") && (isBegun || fields.Count > 0)))
            {
                throw new YamlFault(lines.Number, "a second document begins here");
            }

            if (IsMark(line, "---"))
            {
                CheckRest(line.AsSpan(3), lines.Number);
                isBegun = true;
            }
            else if (IsMark(line, "..."))
            {
                isEnded = true;
            }
            else
            {
                ReadField(line, lines, fields);
            }
        }

        return fields;
    }

    /// <summary>Refuses anything but a comment behind a value.</summary>
    internal static void CheckRest(ReadOnlySpan<char> rest, long line)
    {
        ReadOnlySpan<char> trimmed = rest.TrimStart(" \t");
        if (trimmed.Length > 0 && !(trimmed[0] == '#' && trimmed.Length < rest.Length))
        {
            throw new YamlFault(line, "something stands behind a value");
        }
    }

    /// <summary>What to say to a sign that makes values depend on each other or on types.</summary>
    internal static YamlFault Unwanted(char sign, long line) => new(line, sign switch
    {
        '&' => "an anchor stands in it, which is not read here",
        '*' => "an alias stands in it, which is not read here",
        '!' => "a tag stands in it, which is not read here",
        _ => $"a value begins with {sign}",
    });

    private static bool IsMark(string line, string mark) =>
        line.StartsWith(mark, StringComparison.Ordinal) && (line.Length == 3 || line[3] is ' ' or '\t');

    private static void ReadField(string line, YamlLines lines, OrderedDictionary<string, YamlValue> fields)
    {
        long number = lines.Number;
        string key = ReadKey(line, number, out int end);
        if (key == "<<")
        {
            throw new YamlFault(number, "a merge key stands in it, which is not read here");
        }

        if (fields.Count == FieldsMaximum)
        {
            throw new YamlFault(number, $"it has more than {FieldsMaximum} fields");
        }

        YamlValue value = ReadValue(line[end..].TrimStart(' ', '\t'), lines);
        if (!fields.TryAdd(key, value))
        {
            throw new YamlFault(number, $"{key} stands in it twice");
        }
    }

    private static string ReadKey(string line, long number, out int end)
    {
        if (line[0] is ' ' or '\t')
        {
            throw new YamlFault(number, "it is indented without a field above it");
        }

        string key;
        int colon;
        if (line[0] is '"' or '\'')
        {
            key = YamlQuoted.Read(line, number, out colon);
        }
        else
        {
            colon = line.IndexOf(':', StringComparison.Ordinal);
            key = colon > 0 ? line[..colon].TrimEnd() : throw new YamlFault(number, "it is no field: a name, a colon and a value");
            if (key.Length == 0 || key[0] == '-' || !IsName(key))
            {
                throw key is ['&' or '*' or '!', ..] ? Unwanted(key[0], number) : new YamlFault(number, "it is no field: a name, a colon and a value");
            }
        }

        bool isField = colon < line.Length && line[colon] == ':' && (colon + 1 == line.Length || line[colon + 1] is ' ' or '\t');
        if (!isField || key.Length > KeyCharactersMaximum)
        {
            throw new YamlFault(number, isField ? "a field's name is too long" : "it is no field: a name, a colon and a value");
        }

        end = colon + 1;
        return key;
    }

    private static YamlValue ReadValue(string text, YamlLines lines)
    {
        long number = lines.Number;
        if (text.Length == 0 || text[0] == '#')
        {
            return YamlNesting.ReadBelow(lines) ?? new YamlValue(null, "", IsScalar: true, number);
        }

        switch (text[0])
        {
            case '"' or '\'':
                string quoted = YamlQuoted.Read(text, number, out int length);
                CheckRest(text.AsSpan(length), number);
                return Alone(new YamlValue(quoted, text[..length], IsScalar: true, number), lines);
            case '|' or '>':
                return YamlBlock.Read(text, lines);
            case '[' or '{':
                return YamlNesting.ReadFlow(text, lines);
            case '&' or '*' or '!' or '@' or '`' or '%' or ',' or ']' or '}':
                throw Unwanted(text[0], number);
            default:
                return Alone(ReadPlain(text, number), lines);
        }
    }

    private static YamlValue ReadPlain(string text, long number)
    {
        int comment = text.AsSpan().IndexOf(" #");
        int tabbed = text.AsSpan().IndexOf("\t#");
        int end = comment < 0 ? tabbed : tabbed < 0 ? comment : Math.Min(comment, tabbed);
        string plain = (end < 0 ? text : text[..end]).TrimEnd(' ', '\t');
        bool isMap = plain.Contains(": ", StringComparison.Ordinal) || plain.EndsWith(':') || plain.Contains(":\t", StringComparison.Ordinal);
        if (isMap || plain is "-" or "?" || plain.StartsWith("- ", StringComparison.Ordinal) || plain.StartsWith("? ", StringComparison.Ordinal))
        {
            throw new YamlFault(number, "a list or map stands where a value should; quote the value if it is text");
        }

        return new YamlValue(plain is "~" or "null" or "Null" or "NULL" ? null : plain, plain, IsScalar: true, number);
    }

    /// <summary>A value that goes on in the next line would be read as something else by those who read line by line.</summary>
    private static YamlValue Alone(YamlValue value, YamlLines lines)
    {
        bool goesOn = !lines.IsAtEnd && lines.Peek.Length > 0 && lines.Peek[0] is ' ' or '\t'
            && !YamlLines.IsBlank(lines.Peek) && !YamlLines.IsComment(lines.Peek);
        return goesOn ? throw new YamlFault(lines.Next + 1, "a value goes on in this line; quote it and keep it on one line") : value;
    }

    private static bool IsName(string key)
    {
        foreach (char letter in key)
        {
            if (NotInKeys.Contains(letter, StringComparison.Ordinal))
            {
                return false;
            }
        }

        return true;
    }
}
