namespace Daybook.Secrets;

/// <summary>Finds private keys in the form of PEM and PGP: from their first line to their last, or as far as they go where that is missing.</summary>
internal static class PrivateKeyBlocks
{
    internal const string Kind = "private-key";

    private const string Begin = "-----BEGIN ";
    private const string End = "-----END ";
    private const string Dashes = "-----";
    private const string Label = "PRIVATE KEY";

    /// <summary>The longest text between the dashes.</summary>
    private const int LabelMax = 60;

    /// <summary>The longest block: an RSA key of 16,384 bits has some 13,000 characters.</summary>
    private const int BlockMax = 32 * 1024;

    /// <summary>So much of a key's body is a key; less is talk about one.</summary>
    private const int BodyMin = 32;

    private static readonly CharacterSet Body =
        CharacterSet.LettersAndDigits | CharacterSet.Of(character => character is '+' or '/' or '=' or ':' or ',' or '-' or '.' or '\\' or '\n' or '\r' or '\t');

    /// <summary>Adds every block to <paramref name="found"/>.</summary>
    internal static void Find(TextView view, List<SecretSpan> found)
    {
        string text = view.Text;
        int nextEnd = -1;
        int start = text.IndexOf(Begin, StringComparison.Ordinal);
        while (start >= 0)
        {
            int from = start + Begin.Length;
            if (BodyStart(text, from) is { } body)
            {
                nextEnd = nextEnd >= body ? nextEnd : IndexOfOrLength(text, End, body);
                int end = BlockEnd(text, body, nextEnd);
                if (CountKeyCharacters(text, body, Math.Min(end, nextEnd)) >= BodyMin)
                {
                    found.Add(SecretSpan.In(view, Kind, start, end));
                    from = end;
                }
            }

            start = text.IndexOf(Begin, from, StringComparison.Ordinal);
        }
    }

    private static int? BodyStart(string text, int labelStart)
    {
        ReadOnlySpan<char> rest = text.AsSpan(labelStart, Math.Min(LabelMax, text.Length - labelStart));
        int labelEnd = rest.IndexOf(Dashes, StringComparison.Ordinal);
        return labelEnd >= 0 && rest[..labelEnd].Contains(Label, StringComparison.Ordinal) ? labelStart + labelEnd + Dashes.Length : null;
    }

    private static int BlockEnd(string text, int body, int nextEnd)
    {
        if (nextEnd < text.Length && nextEnd - body <= BlockMax)
        {
            int label = nextEnd + End.Length;
            int dashes = text.AsSpan(label, Math.Min(LabelMax, text.Length - label)).IndexOf(Dashes, StringComparison.Ordinal);
            return dashes < 0 ? label : label + dashes + Dashes.Length;
        }

        int end = body;
        while (end < text.Length && end - body < BlockMax && (Body.Contains(text[end]) || IsIndent(text, end)))
        {
            end++;
        }

        return end;
    }

    // A blank within a line would be prose, but for that of a header such as "Proc-Type: 4,ENCRYPTED".
    private static bool IsIndent(string text, int index) => text[index] == ' ' && text[index - 1] is ':' or ' ' or '\n' or '\r' or '\t';

    private static int CountKeyCharacters(string text, int start, int end)
    {
        int count = 0;
        for (int index = start; index < end; index++)
        {
            count += CharacterSet.LettersAndDigits.Contains(text[index]) ? 1 : 0;
        }

        return count;
    }

    private static int IndexOfOrLength(string text, string what, int from)
    {
        int index = text.IndexOf(what, from, StringComparison.Ordinal);
        return index < 0 ? text.Length : index;
    }
}
