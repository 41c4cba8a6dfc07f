using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Daybook.Errors;

namespace Daybook.Memory;

/// <summary>The text form of the rank after which the next page starts. It is opaque to callers, and safe in a URL.</summary>
internal static class MemoryCursor
{
    // Names what is listed and the version of this form, so that no other cursor is taken for one of a query.
    private const string Kind = "q1";

    // An id takes at most four bytes a character, the numbers far less than the rest, and base64 adds a third.
    private const int LengthMax = 1024;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static string Encode(MemoryRank last)
    {
        string text = string.Create(
            CultureInfo.InvariantCulture,
            $"{Kind},{(int)last.Severity},{last.Ticks},{last.Overlap},{last.Position},{last.Id}");
        return Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));
    }

    /// <exception cref="InvalidInputException">It is not a cursor of a query.</exception>
    public static MemoryRank Decode(string cursor)
    {
        try
        {
            string[] parts = cursor.Length > LengthMax ? [] : Strict.GetString(Base64Url.DecodeFromChars(cursor)).Split(',', 6);
            if (parts.Length == 6
                && parts[0] == Kind
                && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out int severity)
                && severity <= (int)Severity.Critical
                && long.TryParse(parts[2], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long ticks)
                && int.TryParse(parts[3], NumberStyles.None, CultureInfo.InvariantCulture, out int overlap)
                && long.TryParse(parts[4], NumberStyles.None, CultureInfo.InvariantCulture, out long position))
            {
                return new MemoryRank((Severity)severity, ticks, overlap, parts[5], position);
            }
        }
        catch (Exception error) when (error is FormatException or DecoderFallbackException)
        {
            throw Refused(error);
        }

        throw Refused(inner: null);
    }

    private static InvalidInputException Refused(Exception? inner)
    {
        return new InvalidInputException("the cursor is not one of this listing", inner)
        {
            Hint = "pass next_cursor exactly as the page before gave it, or leave it out to start at the first page",
        };
    }
}
