using System.Buffers.Text;
using System.Text;
using System.Text.Unicode;

namespace Daybook.Memory;

/// <summary>
/// A stored line seen in passing: the fields by which records are found, as raw bytes, without decoding the rest. Some ten times as fast
/// as <see cref="MemoryJson.Read"/>, and only for plain lines: whatever is unusual is left to the full reader.
/// </summary>
internal ref struct MemorySkim
{
    private readonly ReadOnlySpan<byte> line;
    private int at;
    private uint seen;
    private int expected;

    private MemorySkim(ReadOnlySpan<byte> line) => this.line = line;

    /// <summary>The text of the id, empty when there is none, as all others.</summary>
    internal ReadOnlySpan<byte> Id { get; private set; }

    internal ReadOnlySpan<byte> Type { get; private set; }

    internal ReadOnlySpan<byte> Repo { get; private set; }

    internal ReadOnlySpan<byte> Sha { get; private set; }

    internal ReadOnlySpan<byte> Severity { get; private set; }

    internal ReadOnlySpan<byte> Fingerprint { get; private set; }

    /// <summary>The inside of the array of paths, plain texts between commas.</summary>
    internal ReadOnlySpan<byte> Paths { get; private set; }

    internal long? PrNumber { get; private set; }

    internal DateTimeOffset? Timestamp { get; private set; }

    internal DateTimeOffset? RecordedAt { get; private set; }

    /// <summary>Reads a line that is plain; false where only the full reader can tell what it says, or that it says nothing.</summary>
    internal static bool TryRead(ReadOnlySpan<byte> line, out MemorySkim skim)
    {
        skim = new MemorySkim(line);

        // Within these the walk below needs to look at quotes, brackets and commas only.
        return line.Length > 1 && line[0] == '{' && line.IndexOfAnyInRange((byte)0, (byte)31) < 0 && Utf8.IsValid(line)
            && skim.ReadMembers() && skim.at == line.Length && !IsBlank(skim.Type);
    }

    /// <summary>A text as the full reader would return it: null when the field is absent, but also when it is empty.</summary>
    internal static string? TextOf(ReadOnlySpan<byte> raw) => raw.IsEmpty ? null : Encoding.UTF8.GetString(raw);

    /// <summary>Takes the next path off <see cref="Paths"/>.</summary>
    internal static bool TryTakePath(scoped ref ReadOnlySpan<byte> paths, out ReadOnlySpan<byte> path)
    {
        int start = paths.IndexOf((byte)'"');
        if (start < 0)
        {
            path = default;
            return false;
        }

        ReadOnlySpan<byte> rest = paths[(start + 1)..];
        int end = rest.IndexOf((byte)'"');
        path = rest[..end];
        paths = rest[(end + 1)..];
        return true;
    }

    private static bool IsBlank(ReadOnlySpan<byte> text) => text.IndexOfAnyExcept((byte)' ') < 0;

    private bool ReadMembers()
    {
        at = 1;
        while (true)
        {
            SkipSpace();
            if (!TryReadText(out ReadOnlySpan<byte> name) || FieldOf(name) is not { } field || (seen & (1u << (int)field)) != 0)
            {
                return false;
            }

            seen |= 1u << (int)field;
            SkipSpace();
            if (!TryPass((byte)':'))
            {
                return false;
            }

            SkipSpace();
            if (!TryReadValue(field))
            {
                return false;
            }

            SkipSpace();
            if (!TryPass((byte)','))
            {
                return TryPass((byte)'}');
            }
        }
    }

    // Our own lines have the fields in order, so the search starts behind the one found last. A name of nobody's is the full reader's.
    private MemoryField? FieldOf(ReadOnlySpan<byte> name)
    {
        for (int tried = 0; tried < MemoryFields.Count; tried++)
        {
            int candidate = (expected + tried) % MemoryFields.Count;
            if (name.SequenceEqual(MemoryFields.NameOf((MemoryField)candidate).EncodedUtf8Bytes))
            {
                expected = candidate + 1;
                return (MemoryField)candidate;
            }
        }

        return null;
    }

    private bool TryReadValue(MemoryField field)
    {
        if (line[at..].StartsWith("null"u8))
        {
            at += 4;
            return true;
        }

        bool isRead;
        ReadOnlySpan<byte> text;
        switch (field)
        {
            case MemoryField.Id:
                isRead = TryReadText(out text);
                Id = text;
                return isRead;
            case MemoryField.Type:
                isRead = TryReadText(out text);
                Type = text;
                return isRead;
            case MemoryField.Repo:
                isRead = TryReadText(out text);
                Repo = text;
                return isRead;
            case MemoryField.Sha:
                isRead = TryReadText(out text);
                Sha = text;
                return isRead;
            case MemoryField.Severity:
                isRead = TryReadText(out text);
                Severity = text;
                return isRead;
            case MemoryField.Fingerprint:
                isRead = TryReadText(out text);
                Fingerprint = text;
                return isRead;
            case MemoryField.Timestamp:
                return TryReadText(out text) && (Timestamp = UtcTime.Parse(text)) is not null;
            case MemoryField.RecordedAt:
                return TryReadText(out text) && (RecordedAt = UtcTime.Parse(text)) is not null;
            case MemoryField.PrNumber:
                return TryReadNumber();
            case MemoryField.Paths:
                return TryReadPaths();
            case MemoryField.Links:
                return TryPassNested((byte)'[');
            case MemoryField.Metadata:
                return TryPassNested((byte)'{');
            default:
                return TryPassText();
        }
    }

    private bool TryReadNumber()
    {
        // Signs, leading zeros, fractions and exponents are the full reader's.
        ReadOnlySpan<byte> rest = line[at..];
        bool isNumber = Utf8Parser.TryParse(rest, out long number, out int length)
            && length < rest.Length && rest[length] is (byte)',' or (byte)'}' or (byte)' '
            && char.IsBetween((char)rest[0], '1', '9');
        PrNumber = number;
        at += length;
        return isNumber;
    }

    private bool TryReadPaths()
    {
        if (!TryPass((byte)'['))
        {
            return false;
        }

        int start = at;
        SkipSpace();
        while (!TryPass((byte)']'))
        {
            if (!TryReadText(out _))
            {
                return false;
            }

            SkipSpace();
            if (TryPass((byte)','))
            {
                SkipSpace();
                if (at < line.Length && line[at] == ']')
                {
                    return false;
                }
            }
            else if (at >= line.Length || line[at] != ']')
            {
                return false;
            }
        }

        Paths = line[start..(at - 1)];
        return true;
    }

    /// <summary>A text without escapes.</summary>
    private bool TryReadText(out ReadOnlySpan<byte> text)
    {
        text = default;
        if (at >= line.Length || line[at] != '"')
        {
            return false;
        }

        ReadOnlySpan<byte> rest = line[(at + 1)..];
        int end = rest.IndexOfAny((byte)'"', (byte)'\\');
        if (end < 0 || rest[end] != '"')
        {
            return false;
        }

        text = rest[..end];
        at += end + 2;
        return true;
    }

    /// <summary>A text with whatever escapes, but none of half a surrogate pair.</summary>
    private bool TryPassText()
    {
        if (at >= line.Length || line[at] != '"')
        {
            return false;
        }

        at++;
        while (true)
        {
            int next = line[at..].IndexOfAny((byte)'"', (byte)'\\');
            if (next < 0)
            {
                return false;
            }

            at += next + 1;
            if (line[at - 1] == '"')
            {
                return true;
            }

            if (!TryPassEscape())
            {
                return false;
            }
        }
    }

    private bool TryPassEscape()
    {
        if (at >= line.Length)
        {
            return false;
        }

        byte letter = line[at++];
        if (letter != 'u')
        {
            return letter is (byte)'"' or (byte)'\\' or (byte)'/' or (byte)'b' or (byte)'f' or (byte)'n' or (byte)'r' or (byte)'t';
        }

        bool isWhole = at + 4 <= line.Length
            && char.IsAsciiHexDigit((char)line[at]) && char.IsAsciiHexDigit((char)line[at + 1])
            && char.IsAsciiHexDigit((char)line[at + 2]) && char.IsAsciiHexDigit((char)line[at + 3]);
        bool mayBeHalf = isWhole && (line[at] | 0x20) == 'd' && line[at + 1] is not ((byte)'0' or (byte)'1' or (byte)'2' or (byte)'3'
            or (byte)'4' or (byte)'5' or (byte)'6' or (byte)'7');
        at += 4;
        return isWhole && !mayBeHalf;
    }

    /// <summary>Links or metadata: passed over by their brackets. What is between is for the full reader, if the record is wanted.</summary>
    private bool TryPassNested(byte opening)
    {
        if (at >= line.Length || line[at] != opening)
        {
            return false;
        }

        int depth = 0;
        while (at < line.Length)
        {
            int next = line[at..].IndexOfAny("\"[]{}"u8);
            if (next < 0)
            {
                return false;
            }

            at += next;
            if (line[at] == '"')
            {
                if (!TryPassText())
                {
                    return false;
                }

                continue;
            }

            depth += line[at] is (byte)'[' or (byte)'{' ? 1 : -1;
            at++;
            if (depth == 0)
            {
                return true;
            }

            if (depth == MemoryRules.DepthMax)
            {
                return false;
            }
        }

        return false;
    }

    private void SkipSpace()
    {
        while (at < line.Length && line[at] == ' ')
        {
            at++;
        }
    }

    private bool TryPass(byte sign)
    {
        if (at < line.Length && line[at] == sign)
        {
            at++;
            return true;
        }

        return false;
    }
}
