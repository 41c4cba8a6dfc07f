using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Daybook.Mcp.Http;

/// <summary>Who is let in. It looks at headers only, so that nothing is read from somebody who is not.</summary>
internal sealed class Admission(HostRule hosts, BearerToken token)
{
    /// <summary>The one path there is.</summary>
    public const string Path = "/mcp";

    private const string Allowed = "POST, DELETE";

    private readonly OriginRule origins = new(hosts);

    /// <summary>Why a request is not let in; null where it is.</summary>
    public Refusal? Examine(HttpRequest request) =>
        !hosts.Allows(request.Headers.Host) ? new Refusal(StatusCodes.Status403Forbidden, "The Host header does not name this server")
        : !origins.Allows(request.Headers.Origin) ? new Refusal(StatusCodes.Status403Forbidden, "Requests from this origin are not allowed")
        : !token.IsIn(request.Headers.Authorization)
            ? new Refusal(
                StatusCodes.Status401Unauthorized,
                "The Authorization header does not carry the server's token; daybook mcp --http names the file that holds it when it starts")
            {
                Header = (HeaderNames.WWWAuthenticate, "Bearer realm=\"daybook\""),
            }
        : !string.Equals(request.Path.Value, Path, StringComparison.Ordinal) ? new Refusal(StatusCodes.Status404NotFound, $"There is nothing here; the server is at {Path}")
        : HttpMethods.IsPost(request.Method) ? ExaminePost(request.Headers)
        : HttpMethods.IsDelete(request.Method) ? null
        : NotAllowed(Allowed);

    /// <summary>What is said to methods that a path, or a version of the protocol, does not have.</summary>
    /// <param name="allowed">The methods that it has.</param>
    public static Refusal NotAllowed(string allowed) =>
        new(StatusCodes.Status405MethodNotAllowed, "This server sends nothing of itself and is spoken to by posts") { Header = (HeaderNames.Allow, allowed) };

    private static Refusal? ExaminePost(IHeaderDictionary headers) =>
        !MediaTypes.IsJson(headers.ContentType) ? new Refusal(StatusCodes.Status415UnsupportedMediaType, $"The Content-Type must be {MediaTypes.Json}")
        : headers.ContentEncoding.Count > 0 ? new Refusal(StatusCodes.Status415UnsupportedMediaType, "A body with a Content-Encoding is not read")
        : !MediaTypes.AcceptsAnswers(headers.Accept)
            ? new Refusal(StatusCodes.Status406NotAcceptable, $"The Accept header must list {MediaTypes.Json} and {MediaTypes.EventStream}")
        : null;
}
