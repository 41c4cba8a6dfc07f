using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Daybook.Errors;

namespace Daybook.Search;

/// <summary>
/// Where the next page of a search starts: behind the last hit of the page before, as of the moment of the first page, so that the passing of
/// time changes no score between two pages.
/// </summary>
/// <param name="Last">The last hit that was shown.</param>
/// <param name="AsOf">The time of the first page.</param>
public sealed record SearchCursor(SearchRank Last, DateTimeOffset AsOf)
{
    // Names what is listed and the version of this form, so that no other cursor is taken for one of a search.
    private const string Form = "s1";
    private const int Parts = 8;
    private const ulong HashStart = 14695981039346656037;
    private const ulong HashFactor = 1099511628211;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The text of a cursor, safe in a URL, for the same query only; the limit of a page may change.</summary>
    public string Encode(SearchQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        long score = BitConverter.DoubleToInt64Bits(Last.Score);
        string text = string.Create(
            CultureInfo.InvariantCulture,
            $"{Form},{HashOf(query):x},{AsOf.UtcTicks},{score:x},{Last.Ticks},{Last.Line},{Last.Kind},{Last.Id}");
        return Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));
    }

    /// <summary>Reads the cursor of a query.</summary>
    /// <returns>The cursor; null for a query without one.</returns>
    /// <exception cref="InvalidInputException">It is not a cursor of this query.</exception>
    public static SearchCursor? Of(SearchQuery query)
    {
        ArgumentNullException.ThrowIfNull(query);
        if (query.Cursor is not { } cursor)
        {
            return null;
        }

        try
        {
            string[] parts = Strict.GetString(Base64Url.DecodeFromChars(cursor)).Split(',', Parts);
            return Read(parts, HashOf(query)) ?? throw Refused(inner: null);
        }
        catch (Exception error) when (error is FormatException or DecoderFallbackException)
        {
            throw Refused(error);
        }
    }

    private static SearchCursor? Read(string[] parts, ulong hash)
    {
        CultureInfo culture = CultureInfo.InvariantCulture;
        if (parts.Length == Parts
            && parts[0] == Form
            && ulong.TryParse(parts[1], NumberStyles.AllowHexSpecifier, culture, out ulong asked) && asked == hash
            && long.TryParse(parts[2], NumberStyles.None, culture, out long now) && now <= DateTimeOffset.MaxValue.Ticks
            && long.TryParse(parts[3], NumberStyles.AllowHexSpecifier, culture, out long score)
            && long.TryParse(parts[4], NumberStyles.AllowLeadingSign, culture, out long ticks)
            && long.TryParse(parts[5], NumberStyles.None, culture, out long line))
        {
            var last = new SearchRank(BitConverter.Int64BitsToDouble(score), ticks, parts[6], parts[7], line);
            return new SearchCursor(last, new DateTimeOffset(now, TimeSpan.Zero));
        }

        return null;
    }

    /// <summary>FNV-1a over what is asked, since a cursor must mean the same in every process.</summary>
    private static ulong HashOf(SearchQuery query)
    {
        IEnumerable<string?> parts =
        [
            query.Text, query.Repo, query.Path, query.Type, query.Severity, query.SessionId, query.IsNewestFirst ? "newest" : null,
            query.Since?.UtcTicks.ToString(CultureInfo.InvariantCulture), query.Until?.UtcTicks.ToString(CultureInfo.InvariantCulture),
            .. query.Kinds, null, .. query.NearPaths,
        ];
        ulong hash = HashStart;
        foreach (string? part in parts)
        {
            // Absent and blank are not the same, nor are "a", "b" and "ab".
            hash = (hash ^ (part is null ? 0x10001UL : 0x10000UL)) * HashFactor;
            foreach (char letter in part ?? "")
            {
                hash = (hash ^ letter) * HashFactor;
            }
        }

        return hash;
    }

    private static InvalidInputException Refused(Exception? inner)
    {
        return new InvalidInputException("the cursor is not one of this search", inner)
        {
            Hint = "pass next_cursor exactly as the page before gave it, with the same words and filters, or leave it out to start at the first page",
        };
    }
}
