using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Unicode;

namespace Daybook.Memory;

/// <summary>
/// A stored line seen in passing: where its fields stand, without decoding them. Several times as fast as <see cref="MemoryReader"/>, and
/// only for plain lines: whatever is unusual is left to the full reader.
/// </summary>
internal ref partial struct MemorySkim
{
    private readonly ReadOnlySpan<byte> line;
    private readonly bool hasEscapes;
    private Slices slices;
    private uint seen;
    private int expected;
    private long prNumber;
    private DateTimeOffset timestamp;
    private DateTimeOffset recordedAt;

    private MemorySkim(ReadOnlySpan<byte> line)
    {
        this.line = line;
        hasEscapes = line.Contains((byte)'\\');
    }

    /// <summary>The text of the id, empty when there is none, as all others.</summary>
    internal readonly ReadOnlySpan<byte> Id => RawOf(MemoryField.Id);

    internal readonly ReadOnlySpan<byte> Type => RawOf(MemoryField.Type);

    internal readonly ReadOnlySpan<byte> Repo => RawOf(MemoryField.Repo);

    internal readonly ReadOnlySpan<byte> Sha => RawOf(MemoryField.Sha);

    internal readonly ReadOnlySpan<byte> Severity => RawOf(MemoryField.Severity);

    internal readonly ReadOnlySpan<byte> Fingerprint => RawOf(MemoryField.Fingerprint);

    /// <summary>The array of paths, plain texts between commas.</summary>
    internal readonly ReadOnlySpan<byte> Paths => RawOf(MemoryField.Paths);

    internal readonly long? PrNumber => Has(MemoryField.PrNumber) ? prNumber : null;

    internal readonly DateTimeOffset? Timestamp => Has(MemoryField.Timestamp) ? timestamp : null;

    internal readonly DateTimeOffset? RecordedAt => Has(MemoryField.RecordedAt) ? recordedAt : null;

    /// <summary>Reads a line that is plain; false where only the full reader can tell what it says, or that it says nothing.</summary>
    internal static bool TryRead(ReadOnlySpan<byte> line, out MemorySkim skim)
    {
        skim = new MemorySkim(line);
        return line.Length > 1 && line[0] == '{' && line.IndexOfAnyInRange((byte)0, (byte)31) < 0 && Utf8.IsValid(line)
            && skim.ReadMembers() && !IsBlank(skim.Type);
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

    private readonly bool Has(MemoryField field) => slices[(int)field].Start > 0;

    private readonly ReadOnlySpan<byte> RawOf(MemoryField field)
    {
        Slice slice = slices[(int)field];
        return line.Slice(slice.Start, slice.Length);
    }

    private bool ReadMembers()
    {
        int at = 1;
        while (true)
        {
            int name = PlainJson.PassSpace(line, at);
            at = PassName(name, out MemoryField field);
            if (at == PlainJson.No || (seen & (1u << (int)field)) != 0)
            {
                return false;
            }

            seen |= 1u << (int)field;
            at = ReadValue(field, PlainJson.PassSpace(line, at));
            if (at == PlainJson.No)
            {
                return false;
            }

            at = PlainJson.PassSpace(line, at);
            if (!PlainJson.Is(line, at, (byte)','))
            {
                return PlainJson.Is(line, at, (byte)'}') && at + 1 == line.Length;
            }

            at++;
        }
    }

    // Our own lines have the fields in order, so the search starts behind the one found last. A name of nobody's is the full reader's.
    private int PassName(int at, out MemoryField field)
    {
        ReadOnlySpan<MemberName> names = MemoryFields.MemberNames;
        ReadOnlySpan<byte> text = line[Math.Min(at, line.Length)..];
        int candidate = expected;
        for (int tried = 0; tried < names.Length; tried++)
        {
            candidate = candidate < names.Length ? candidate : 0;
            if (names[candidate].Begins(text))
            {
                field = (MemoryField)candidate;
                expected = candidate + 1;
                return at + names[candidate].Length;
            }

            candidate++;
        }

        field = default;
        return PlainJson.No;
    }

    private int ReadValue(MemoryField field, int at)
    {
        if (PlainJson.Is(line, at, (byte)'n'))
        {
            return line[at..].StartsWith("null"u8) ? at + 4 : PlainJson.No;
        }

        switch (field)
        {
            case MemoryField.PrNumber:
                return Keep(field, at, PlainJson.PassNumber(line, at, out prNumber), 0);
            case MemoryField.Paths:
                return Keep(field, at, PlainJson.PassPlainTexts(line, at), 0);
            case MemoryField.Links:
                return Keep(field, at, PlainJson.PassNested(line, at, (byte)'[', MemoryRules.DepthMax), 0);
            case MemoryField.Metadata:
                return Keep(field, at, PlainJson.PassNested(line, at, (byte)'{', MemoryRules.DepthMax), 0);
            case MemoryField.Timestamp:
                return ReadTime(field, at, out timestamp);
            case MemoryField.RecordedAt:
                return ReadTime(field, at, out recordedAt);
            case MemoryField.Id or MemoryField.Type or MemoryField.Repo or MemoryField.Sha or MemoryField.Severity or MemoryField.Fingerprint:
                return Keep(field, at, PlainJson.PassPlainText(line, at), 1);
            default:
                return Keep(field, at, PlainJson.PassText(line, at), 1);
        }
    }

    private int ReadTime(MemoryField field, int at, out DateTimeOffset time)
    {
        int end = Keep(field, at, PlainJson.PassPlainText(line, at), 1);
        DateTimeOffset? read = end == PlainJson.No ? null : UtcTime.Parse(RawOf(field));
        time = read ?? default;
        return read is null ? PlainJson.No : end;
    }

    /// <summary>Notes where a value stands, without the quotes around it.</summary>
    private int Keep(MemoryField field, int start, int end, int quote)
    {
        slices[(int)field] = new Slice(start + quote, end - start - (2 * quote));
        return end;
    }

    /// <summary>A part of the line; it starts at 0 where there is none.</summary>
    private readonly record struct Slice(int Start, int Length);

    [InlineArray(MemoryFields.Count)]
    private struct Slices
    {
        private Slice first;
    }
}
