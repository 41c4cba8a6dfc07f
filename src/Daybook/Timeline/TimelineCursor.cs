using System.Buffers.Text;
using System.Text;
using Daybook.Errors;

namespace Daybook.Timeline;

/// <summary>How far back each log has been told. Opaque to callers, and safe in a URL.</summary>
internal sealed class TimelineCursor
{
    private const string Kind = "t1";
    private const char Separator = ',';

    // A place has at most an id, a time and a number; a handful of logs have one.
    private const int LengthMax = 4_096;

    private readonly SortedDictionary<char, string> places = [];

    /// <summary>The place in a log before which to go on; null where nothing of it was told yet.</summary>
    public string? Of(char log) => places.GetValueOrDefault(log);

    /// <summary>Notes that a log was told as far back as this.</summary>
    public void Note(char log, string place) => places[log] = place;

    /// <summary>The text form.</summary>
    public string Encode()
    {
        string text = string.Join(Separator, places.Select(static place => $"{place.Key}{place.Value}").Prepend(Kind));
        return Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));
    }

    /// <summary>Reads the text form; null is the end of all logs.</summary>
    /// <exception cref="InvalidInputException">It is none.</exception>
    public static TimelineCursor Decode(string? text)
    {
        var cursor = new TimelineCursor();
        if (text is null)
        {
            return cursor;
        }

        string[] parts;
        try
        {
            parts = text.Length > LengthMax ? [] : Encoding.UTF8.GetString(Base64Url.DecodeFromChars(text)).Split(Separator);
        }
        catch (FormatException)
        {
            throw Refused();
        }

        if (parts is not [Kind, ..] || parts.Any(static part => part.Length < 2))
        {
            throw Refused();
        }

        foreach (string part in parts.Skip(1))
        {
            cursor.Note(part[0], part[1..]);
        }

        return cursor;
    }

    /// <summary>What to say to a cursor that is not one of this listing.</summary>
    public static InvalidInputException Refused() => new("the cursor is not one of this listing")
    {
        Hint = "pass next_cursor exactly as the page before gave it, or leave it out to start at the newest events",
    };
}
