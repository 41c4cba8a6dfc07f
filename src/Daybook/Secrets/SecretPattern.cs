namespace Daybook.Secrets;

/// <summary>
/// The shape of a secret: parts one after the other, each of which takes as many characters as it may. There is no going back, so that
/// matching is linear; a test checks of every rule that none needs to.
/// </summary>
internal sealed class SecretPattern
{
    private SecretPattern(IReadOnlyList<PatternPart> parts, int first, int end)
    {
        Parts = parts;
        SecretFirst = first;
        SecretEnd = end;
        (AnchorOffset, AnchorFirst, AnchorSecond) = AnchorOf(parts);
    }

    /// <summary>The parts.</summary>
    internal IReadOnlyList<PatternPart> Parts { get; }

    /// <summary>The first part that belongs to the secret; those before it tell what it is.</summary>
    internal int SecretFirst { get; }

    /// <summary>The part after the last that belongs to the secret.</summary>
    internal int SecretEnd { get; }

    /// <summary>How many characters after the pattern's start its two most telling characters stand.</summary>
    internal int AnchorOffset { get; }

    /// <summary>What the first of them may be.</summary>
    internal CharacterSet AnchorFirst { get; }

    /// <summary>What the second may be.</summary>
    internal CharacterSet AnchorSecond { get; }

    /// <summary>Whether a part belongs to a secret that only what stands around it makes one: what it is made of says little about where it ends.</summary>
    internal bool IsKnownByItsPlace(int part) => SecretFirst > 0 && part >= SecretFirst && part < SecretEnd;

    /// <summary>
    /// Reads a pattern in a small part of the notation of regular expressions: characters, <c>\</c> before special ones, <c>\d</c>,
    /// <c>\w</c>, <c>[...]</c> with ranges and <c>^</c>, <c>{n}</c>, <c>{n,}</c>, <c>{n,m}</c>, and one <c>( )</c> around the secret. A <c>?</c>
    /// behind a count says that a key of the least length is whole where its line ends.
    /// </summary>
    internal static SecretPattern Parse(string notation)
    {
        var parts = new List<PatternPart>();
        int first = 0;
        int? end = null;
        int position = 0;
        while (position < notation.Length)
        {
            switch (notation[position])
            {
                case '(':
                    first = parts.Count;
                    position++;
                    break;
                case ')':
                    end = parts.Count;
                    position++;
                    break;
                default:
                    CharacterSet set = PatternNotation.ReadSet(notation, ref position);
                    (int min, int max) = PatternNotation.ReadCount(notation, ref position);
                    bool isLazy = position < notation.Length && notation[position] == '?';
                    position += isLazy ? 1 : 0;
                    parts.Add(new PatternPart(set, min, max, isLazy));
                    break;
            }
        }

        return new SecretPattern(parts, first, end ?? parts.Count);
    }

    // Of the characters at a fixed distance from the start, the two neighbours that the fewest texts have.
    private static (int Offset, CharacterSet First, CharacterSet Second) AnchorOf(IReadOnlyList<PatternPart> parts)
    {
        int offset = 0;
        CharacterSet before = default;
        (int Offset, CharacterSet First, CharacterSet Second) rarest = default;
        int fewest = int.MaxValue;
        foreach (PatternPart part in parts)
        {
            for (int count = 0; count < part.Min; count++, offset++)
            {
                if (offset > 0 && before.Count * part.Set.Count < fewest)
                {
                    fewest = before.Count * part.Set.Count;
                    rarest = (offset - 1, before, part.Set);
                }

                before = part.Set;
            }

            if (part.Min != part.Max)
            {
                break;
            }
        }

        return rarest;
    }
}
