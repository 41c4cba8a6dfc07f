using System.Globalization;
using Daybook.Errors;

namespace Daybook.Embedded.Memory;

/// <summary>
/// A place in the history, stable while others add records and compact. Segments are counted in the order of their list; the live
/// log has the number of the segment that it will be, so that it can still be found when it is one.
/// </summary>
/// <param name="Part">In what.</param>
/// <param name="Index">The number of the segment.</param>
/// <param name="Offset">Before which line.</param>
internal readonly record struct ListCursor(ListPart Part, int Index, long Offset)
{
    private const string Version = "b2";

    /// <summary>After the last record.</summary>
    internal static readonly ListCursor Newest = new(ListPart.Stragglers, int.MaxValue, long.MaxValue);

    internal string Encode() => string.Create(CultureInfo.InvariantCulture, $"{Version}-{Letter(Part)}-{Index:x}-{Offset:x}");

    internal static ListCursor Decode(string cursor)
    {
        string[] words = cursor.Split('-');
        return words is [Version, { Length: 1 } part, _, _] && PartOf(part[0]) is { } known
            && int.TryParse(words[2], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out int index) && index >= 0
            && long.TryParse(words[3], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out long offset) && offset >= 0
                ? new ListCursor(known, index, offset)
                : throw new InvalidInputException("the cursor is not one of this listing") { Hint = "pass next_cursor of the page before, unchanged" };
    }

    private static char Letter(ListPart part) => part switch
    {
        ListPart.Stragglers => 's',
        ListPart.Live => 'l',
        _ => 'a',
    };

    private static ListPart? PartOf(char letter) => letter switch
    {
        's' => ListPart.Stragglers,
        'l' => ListPart.Live,
        'a' => ListPart.Archived,
        _ => null,
    };
}
