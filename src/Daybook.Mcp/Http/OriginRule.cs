using Microsoft.Extensions.Primitives;

namespace Daybook.Mcp.Http;

/// <summary>
/// Which pages may call. Programs send no origin; browsers always send one with a post, and <c>null</c> for pages that hide theirs. Only
/// this server itself is an origin that is let in.
/// </summary>
internal sealed class OriginRule(HostRule hosts)
{
    private const string Scheme = "http://";

    /// <summary>Whether there is no origin, or exactly one that is this server.</summary>
    public bool Allows(StringValues header) =>
        header.Count == 0
        || (header is [{ } origin] && origin.StartsWith(Scheme, StringComparison.Ordinal) && hosts.Allows(origin[Scheme.Length..]));
}
