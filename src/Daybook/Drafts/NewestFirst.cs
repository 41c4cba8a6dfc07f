using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Daybook.Errors;

namespace Daybook.Drafts;

/// <summary>A place in an order: the newest instant first, then the highest id, so that equal times never swap places.</summary>
/// <param name="Ticks">The instant, UTC, in ticks.</param>
/// <param name="Id">The id.</param>
public readonly record struct NewestFirst(long Ticks, string Id) : IComparable<NewestFirst>
{
    private const string Kind = "n1";

    /// <summary>The place of a draft among drafts.</summary>
    public static NewestFirst Of(DraftSummary draft)
    {
        ArgumentNullException.ThrowIfNull(draft);
        return new NewestFirst(draft.UpdatedAt.UtcTicks, draft.SessionId);
    }

    /// <summary>The place of an entry of builder memory among its kind.</summary>
    public static NewestFirst Of(BuilderMemoryEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return new NewestFirst(entry.CreatedAt.UtcTicks, entry.Id);
    }

    /// <summary>The place that a cursor names.</summary>
    /// <exception cref="InvalidInputException">The cursor is not one of this listing.</exception>
    public static NewestFirst Parse(string cursor)
    {
        ArgumentNullException.ThrowIfNull(cursor);
        try
        {
            string[] parts = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(cursor)).Split('/', 3);
            if (parts.Length == 3 && parts[0] == Kind
                && long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out long ticks) && ticks <= DateTimeOffset.MaxValue.Ticks)
            {
                return new NewestFirst(ticks, parts[2]);
            }
        }
        catch (FormatException)
        {
            throw Refused();
        }

        throw Refused();
    }

    /// <summary>Compares two places: less is earlier in the listing.</summary>
    public static bool operator <(NewestFirst left, NewestFirst right) => left.CompareTo(right) < 0;

    /// <summary>Compares two places.</summary>
    public static bool operator >(NewestFirst left, NewestFirst right) => left.CompareTo(right) > 0;

    /// <summary>Compares two places.</summary>
    public static bool operator <=(NewestFirst left, NewestFirst right) => left.CompareTo(right) <= 0;

    /// <summary>Compares two places.</summary>
    public static bool operator >=(NewestFirst left, NewestFirst right) => left.CompareTo(right) >= 0;

    /// <inheritdoc/>
    public int CompareTo(NewestFirst other)
    {
        int order = other.Ticks.CompareTo(Ticks);
        return order != 0 ? order : string.CompareOrdinal(other.Id, Id);
    }

    /// <summary>The cursor after which a page starts.</summary>
    public string Encode() =>
        Base64Url.EncodeToString(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{Kind}/{Ticks}/{Id}")));

    private static InvalidInputException Refused() => new("the cursor is not one of this listing")
    {
        Hint = "pass next_cursor exactly as the page before gave it, or leave it out to start at the first page",
    };
}
