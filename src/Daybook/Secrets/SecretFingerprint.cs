using System.Security.Cryptography;
using System.Text;
using Daybook.Errors;

namespace Daybook.Secrets;

/// <summary>Names a secret without telling it: the first 8 hex digits of the SHA-256 of its UTF-8, white space left out.</summary>
public static class SecretFingerprint
{
    /// <summary>How many hex digits a fingerprint has: enough to tell the secrets of one project apart, too few to test guesses against.</summary>
    public const int Length = 8;

    /// <summary>The fingerprint of a secret; line breaks and blanks inside of it do not count.</summary>
    public static string Of(string secret)
    {
        ArgumentNullException.ThrowIfNull(secret);
        string text = string.Concat(secret.Where(character => !char.IsWhiteSpace(character)));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, Length / 2));
    }

    /// <summary>Reads a fingerprint that somebody gives, in either case.</summary>
    /// <exception cref="InvalidInputException">It does not have <see cref="Length"/> hex digits.</exception>
    public static string Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Length == Length && text.All(char.IsAsciiHexDigit)
            ? text.ToLowerInvariant()
            : throw new InvalidInputException($"'{text}' is no fingerprint of a secret, which has {Length} hex digits")
            {
                Hint = "take it from the mark [REDACTED:kind:fingerprint] that stands in the secret's place",
            };
    }
}
