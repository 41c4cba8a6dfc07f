using System.Text;
using Daybook.Errors;

namespace Daybook;

/// <summary>
/// What an id may look like. Ids become parts of file names and are printed on terminals, so they are held to what is harmless in both, on
/// every system.
/// </summary>
public static class RecordId
{
    /// <summary>The longest id, in UTF-8 bytes.</summary>
    public const int BytesMax = 128;

    /// <summary>The fewest characters by which an id may be abbreviated.</summary>
    public const int MinimumPrefixLength = 4;

    /// <summary>Accepts an id or refuses it.</summary>
    /// <param name="id">The id.</param>
    /// <param name="what">What it is the id of, for the message: "the record's id".</param>
    /// <exception cref="InvalidInputException">
    /// It is empty, <c>.</c> or <c>..</c>, has a separator, a control character, a drive letter or a lone surrogate in it, or is longer
    /// than
    /// <see cref="BytesMax"/>.
    /// </exception>
    public static void Check(string id, string what)
    {
        ArgumentNullException.ThrowIfNull(id);
        if (FaultOf(id) is { } fault)
        {
            throw new InvalidInputException($"{what} {fault}") { Hint = "use letters, digits, '-', '_' and '.'" };
        }
    }

    private static string? FaultOf(string id)
    {
        if (id.Length == 0)
        {
            return "is empty";
        }

        if (id is "." or "..")
        {
            return $"is '{id}', which names a directory";
        }

        if (id.AsSpan().ContainsAny('/', '\\'))
        {
            return "contains a path separator";
        }

        if (id.Any(char.IsControl))
        {
            return "contains a control character";
        }

        if (id.Length >= 2 && char.IsAsciiLetter(id[0]) && id[1] == ':')
        {
            return "starts with a drive letter";
        }

        if (WellFormedText.HasLoneSurrogate(id))
        {
            return "contains half of a surrogate pair";
        }

        return Encoding.UTF8.GetByteCount(id) > BytesMax ? $"is longer than {BytesMax} bytes" : null;
    }
}
