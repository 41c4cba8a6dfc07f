using System.Buffers;
using Daybook.Durability.Integrity;

namespace Daybook.Embedded;

/// <summary>
/// Seals of lines that were changed after they were written, by whatever hand. No parser of JSON has a say in it: readers take lines that one
/// refuses, such as one with a <c>NaN</c>, and each of those can be sealed again.
/// </summary>
internal static class LineSeal
{
    /// <summary>What tells where a member of an object begins and ends.</summary>
    private static readonly SearchValues<byte> Structure = SearchValues.Create("\"{}[],"u8);

    /// <summary>A line whose checksum is wrong, or was moved by a program that wrote the line again.</summary>
    internal static bool IsAltered(ReadOnlySpan<byte> bytes) => SealedLine.Check(bytes) switch
    {
        SealState.Altered => true,
        SealState.Unsealed => bytes.IndexOf("\"crc32c\""u8) >= 0 && HasMovedSeal(bytes),
        _ => false,
    };

    /// <summary>
    /// Seals an altered line as it is now: all other bytes of the object stay, only the checksum is made anew and put last. A byte order mark before
    /// the line goes, since readers do not count it to the line.
    /// </summary>
    internal static void Reseal(ReadOnlySpan<byte> bytes, IBufferWriter<byte> output)
    {
        // The seal's own digits may be bytes that no text has, so it is cut off before anything looks at the rest.
        ReadOnlySpan<byte> body = SealedLine.BodyOf(LineShape.WithoutByteOrderMark(bytes));
        var resealed = new ArrayBufferWriter<byte>(bytes.Length);
        foreach (Range member in MembersOf(body))
        {
            if (!IsSeal(body[member]))
            {
                resealed.Write(resealed.WrittenCount == 0 ? "{"u8 : ","u8);
                resealed.Write(body[member]);
            }
        }

        if (resealed.WrittenCount == 0)
        {
            // There was nothing but a seal, and it sealed nothing.
            output.Write("{}"u8);
            return;
        }

        resealed.Write("}"u8);
        SealedLine.Write(resealed.WrittenSpan, output);
    }

    /// <summary>Whether the checksum is a member of the record itself, but not its last: some other member may hold one of its own.</summary>
    private static bool HasMovedSeal(ReadOnlySpan<byte> bytes)
    {
        foreach (Range member in MembersOf(bytes))
        {
            if (IsSeal(bytes[member]))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Where the members of an object stand, with the blanks around them. The object may lack its brace, as the body of a seal does.</summary>
    private static List<Range> MembersOf(ReadOnlySpan<byte> json)
    {
        var members = new List<Range>();
        int depth = 0;
        int start = 0;
        for (int at = 0; json[at..].IndexOfAny(Structure) is int next and >= 0;)
        {
            at += next;
            switch (json[at])
            {
                case (byte)'"':
                    at += LengthOfText(json[at..]) - 1;
                    break;
                case (byte)'{' or (byte)'[':
                    depth++;
                    start = depth == 1 ? at + 1 : start;
                    break;
                case (byte)'}' or (byte)']':
                    depth--;
                    break;
            }

            if ((depth == 0 && json[at] == (byte)'}') || (depth == 1 && json[at] == (byte)','))
            {
                members.Add(start..at);
                start = at + 1;
            }

            at++;
        }

        if (depth == 1)
        {
            members.Add(start..json.Length);
        }

        return members;
    }

    /// <summary>Whether a member is the checksum. Nobody writes its name with escapes, and a name that stands twice makes the line none of ours.</summary>
    private static bool IsSeal(ReadOnlySpan<byte> member) => member.TrimStart(" \t\r\n"u8).StartsWith("\"crc32c\""u8);

    /// <summary>The bytes of the text that begins here, its quotes included; all there are where it has no end.</summary>
    private static int LengthOfText(ReadOnlySpan<byte> text)
    {
        int end = 1;
        while (end < text.Length && text[end] != (byte)'"')
        {
            end += text[end] == (byte)'\\' ? 2 : 1;
        }

        return Math.Min(end + 1, text.Length);
    }
}
