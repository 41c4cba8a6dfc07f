using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Daybook.Mcp.Http;

/// <summary>
/// What a post is made of and what may come back. JSON is the one type that a page of elsewhere cannot send without asking first, so
/// nothing else is read as JSON.
/// </summary>
internal static class MediaTypes
{
    /// <summary>A single message.</summary>
    public const string Json = "application/json";

    /// <summary>Messages as they come.</summary>
    public const string EventStream = "text/event-stream";

    private const string Utf8 = "utf-8";

    /// <summary>Whether the body says to be JSON, in the one encoding that JSON has.</summary>
    public static bool IsJson(StringValues contentType) =>
        contentType is [{ } value]
        && MediaTypeHeaderValue.TryParse(value, out MediaTypeHeaderValue? type)
        && type.MediaType.Equals(Json, StringComparison.OrdinalIgnoreCase)
        && (!type.Charset.HasValue || HeaderUtilities.RemoveQuotes(type.Charset).Equals(Utf8, StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether a client takes both forms of answer, as the protocol demands: which one comes is the server's choice.</summary>
    public static bool AcceptsAnswers(StringValues accept) =>
        MediaTypeHeaderValue.TryParseList([.. accept.OfType<string>()], out IList<MediaTypeHeaderValue>? types)
        && Accepts(types, Json)
        && Accepts(types, EventStream);

    private static bool Accepts(IList<MediaTypeHeaderValue> types, string wanted) => types.Any(type => type.MatchesMediaType(wanted));
}
