using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Daybook.Errors;

namespace Daybook.Timeline;

/// <summary>The place of an event among those of many small records: by time, then by record, then in the record's own order.</summary>
/// <param name="Ticks">The time, UTC, in ticks; never less than that of the record's event before it.</param>
/// <param name="Record">What names the record among those of its kind.</param>
/// <param name="Index">The number of the event in its record.</param>
internal readonly record struct TimelineKey(long Ticks, string Record, int Index) : IComparable<TimelineKey>
{
    private const char Separator = '.';

    /// <inheritdoc/>
    public int CompareTo(TimelineKey other)
    {
        int order = Ticks.CompareTo(other.Ticks);
        order = order != 0 ? order : string.CompareOrdinal(Record, other.Record);
        return order != 0 ? order : Index.CompareTo(other.Index);
    }

    /// <summary>The place as a cursor has it.</summary>
    internal string Encode() =>
        string.Create(CultureInfo.InvariantCulture, $"{Ticks:x}{Separator}{Index:x}{Separator}{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(Record))}");

    /// <summary>Reads a place of a cursor.</summary>
    /// <exception cref="InvalidInputException">It is none.</exception>
    internal static TimelineKey Decode(string place)
    {
        try
        {
            return place.Split(Separator) is [var ticks, var index, var record]
                && long.TryParse(ticks, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out long when)
                && int.TryParse(index, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out int number)
                    ? new TimelineKey(when, Encoding.UTF8.GetString(Base64Url.DecodeFromChars(record)), number)
                    : throw TimelineCursor.Refused();
        }
        catch (FormatException)
        {
            throw TimelineCursor.Refused();
        }
    }
}
