using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Daybook.Errors;
using Daybook.Tasks;

namespace Daybook.Cli.Commands;

/// <summary>Cursors of listings whose items have numbers that do not change: a page goes on behind a number.</summary>
internal static class NumberCursor
{
    /// <summary>The cursor behind an item.</summary>
    /// <param name="listing">Tells the listings apart.</param>
    /// <param name="number">The item's number.</param>
    public static string Encode(string listing, long number) =>
        Base64Url.EncodeToString(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{listing},{number}")));

    /// <summary>The number of a cursor.</summary>
    /// <exception cref="InvalidInputException">It is not one of this listing.</exception>
    public static long Decode(string listing, string cursor)
    {
        try
        {
            string[] parts = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(cursor)).Split(',');
            if (parts.Length == 2 && parts[0] == listing
                && long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out long number))
            {
                return number;
            }
        }
        catch (FormatException)
        {
            throw TaskCursor.Refused();
        }

        throw TaskCursor.Refused();
    }
}
