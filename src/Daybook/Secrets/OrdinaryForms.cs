using System.Buffers;

namespace Daybook.Secrets;

/// <summary>What looks drawn at random and is no secret: times, commits, ids that records are full of.</summary>
internal static class OrdinaryForms
{
    private const int HashMax = 128;
    private const int UlidLength = 26;
    private const int UuidLength = 36;

    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdefABCDEF");
    private static readonly SearchValues<char> HexDigitsAndDashes = SearchValues.Create("0123456789abcdefABCDEF-");
    private static readonly SearchValues<char> TimeCharacters = SearchValues.Create("0123456789-:.+TZ");
    private static readonly SearchValues<char> UlidDigits = SearchValues.Create("0123456789ABCDEFGHJKMNPQRSTVWXYZ");

    /// <summary>Whether it is a commit, a hash, a UUID or a part of one.</summary>
    internal static bool IsHex(ReadOnlySpan<char> text) => !text.ContainsAnyExcept(HexDigitsAndDashes);

    /// <summary>Whether the hex digits at its end are as many as a hash or a key has.</summary>
    internal static bool EndsWithHash(ReadOnlySpan<char> text)
    {
        ReadOnlySpan<char> end = text[Math.Max(text.Length - HashMax - 1, 0)..];
        return end.Length - 1 - end.LastIndexOfAnyExcept(HexDigits) is 32 or 40 or 48 or 56 or 64 or 96 or HashMax;
    }

    /// <summary>Whether it is a UUID, with its dashes.</summary>
    internal static bool IsUuid(ReadOnlySpan<char> text) => text.Length == UuidLength && Guid.TryParseExact(text, "D", out _);

    /// <summary>Whether it is an id of 26 characters that begins with a time.</summary>
    internal static bool IsUlid(ReadOnlySpan<char> text) => text.Length == UlidLength && text[0] is >= '0' and <= '7' && !text.ContainsAnyExcept(UlidDigits);

    /// <summary>Whether it begins with a day, as times do: 2026-11-01.</summary>
    internal static bool BeginsWithDay(ReadOnlySpan<char> text) =>
        text is [_, _, _, _, '-', _, _, '-', _, _, ..] && !text[..4].ContainsAnyExceptInRange('0', '9')
        && !text[5..7].ContainsAnyExceptInRange('0', '9') && !text[8..10].ContainsAnyExceptInRange('0', '9');

    /// <summary>Whether it begins with the name of a hash, as in lock files: sha512-.</summary>
    internal static bool BeginsWithHashName(ReadOnlySpan<char> text) => text is ['s', 'h', 'a', >= '0' and <= '9', ..];

    /// <summary>Whether it is a day or a time, and nothing else.</summary>
    internal static bool IsTime(ReadOnlySpan<char> text) => BeginsWithDay(text) && !text.ContainsAnyExcept(TimeCharacters);
}
