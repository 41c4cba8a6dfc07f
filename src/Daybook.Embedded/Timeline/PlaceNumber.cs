using System.Globalization;
using Daybook.Errors;

namespace Daybook.Embedded.Timeline;

/// <summary>A number as a place in a log: an offset, or the number of an event.</summary>
internal static class PlaceNumber
{
    internal static string Encode(long number) => number.ToString("x", CultureInfo.InvariantCulture);

    /// <exception cref="InvalidInputException">It is none.</exception>
    internal static long Decode(string place) =>
        long.TryParse(place, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out long number) && number >= 0
            ? number
            : throw new InvalidInputException("the cursor is not one of this listing") { Hint = "pass next_cursor of the page before, unchanged" };
}
