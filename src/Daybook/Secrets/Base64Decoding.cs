namespace Daybook.Secrets;

/// <summary>
/// Reads the text that is encoded in base64 within a text. Where an encoding begins cannot be seen when it stands behind a path or a word, so
/// all four ways to cut the characters into groups are tried; text shows as a long row of groups that decode to printable characters.
/// </summary>
internal static class Base64Decoding
{
    private const int GroupLength = 4;

    /// <summary>So many groups in a row are text: a shorter row holds no key, and one among random bytes is rarer than one in 10 million.</summary>
    private const int GroupsMin = 6;

    private const int NoDigit = -1;

    private static readonly sbyte[] Digits = DigitTable();

    /// <summary>The decoded texts, a NUL between each two, or null where there are none. A character stands for all of its row.</summary>
    internal static TextView? Read(TextView view)
    {
        string text = view.Text;
        var decoded = new TextViewBuilder(view);
        bool isFound = false;
        int position = 0;
        while (position < text.Length)
        {
            int end = EndOfRun(text, position);
            for (int phase = 0; phase < GroupLength && end - position >= GroupLength * GroupsMin; phase++)
            {
                isFound |= ReadRows(text, position + phase, end, decoded);
            }

            position = end + 1;
        }

        return isFound ? decoded.Build() : null;
    }

    private static bool ReadRows(string text, int start, int end, TextViewBuilder decoded)
    {
        bool isFound = false;
        int rowStart = start;
        while (rowStart < end)
        {
            int rowEnd = EndOfRow(text, rowStart, end);
            if (rowEnd - rowStart >= GroupLength * GroupsMin)
            {
                isFound = true;
                Add(text, rowStart, rowEnd, decoded);
                decoded.Add('\0', rowEnd - 1, rowEnd);
            }

            // The group that ended the row is no text.
            rowStart = rowEnd + GroupLength;
        }

        return isFound;
    }

    // Two or three characters at the very end are a group too, of one byte or two.
    private static int EndOfRow(string text, int start, int end)
    {
        int position = start;
        while (position < end && ByteCount(text, position, end) is > 0 and var count && IsPrintable(text, position, count))
        {
            position = Math.Min(position + GroupLength, end);
        }

        return position;
    }

    private static void Add(string text, int start, int end, TextViewBuilder decoded)
    {
        for (int position = start; position < end; position += GroupLength)
        {
            for (int index = 0; index < ByteCount(text, position, end); index++)
            {
                // UTF-16 has a NUL beside each character that a key is made of.
                if (ByteAt(text, position, index) is not 0 and var value)
                {
                    decoded.Add((char)value, start, end);
                }
            }
        }
    }

    private static bool IsPrintable(string text, int position, int count)
    {
        for (int index = 0; index < count; index++)
        {
            if (ByteAt(text, position, index) is not (0 or '\t' or '\n' or '\r' or (>= ' ' and <= '~')))
            {
                return false;
            }
        }

        return true;
    }

    private static int ByteCount(string text, int position, int end) => Math.Min(end - position, GroupLength) - 1;

    // Byte 0 has 6 bits of the first character and 2 of the second, byte 1 has 4 and 4, byte 2 has 2 and 6.
    private static int ByteAt(string text, int position, int index)
    {
        int high = Digits[text[position + index]] << (2 + (2 * index));
        int low = Digits[text[position + index + 1]] >> (4 - (2 * index));
        return (high | low) & 0xFF;
    }

    private static int EndOfRun(string text, int position)
    {
        while (position < text.Length && text[position] < Digits.Length && Digits[text[position]] != NoDigit)
        {
            position++;
        }

        return position;
    }

    // Both alphabets: that of mail and that of URLs.
    private static sbyte[] DigitTable()
    {
        var table = new sbyte[128];
        Array.Fill(table, (sbyte)NoDigit);
        const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        for (int digit = 0; digit < Alphabet.Length; digit++)
        {
            table[Alphabet[digit]] = (sbyte)digit;
        }

        (table['-'], table['_']) = (table['+'], table['/']);
        return table;
    }
}
