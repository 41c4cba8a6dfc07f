using System.Net;
using Microsoft.Extensions.Primitives;

namespace Daybook.Mcp.Http;

/// <summary>
/// Which hosts a request may name. A page that makes its own name point at this machine (DNS rebinding) still sends that name, and the
/// browser lets nobody change it: names are compared as a whole with the few that mean this server.
/// </summary>
internal sealed class HostRule
{
    // What a browser and most clients leave out.
    private const int DefaultPort = 80;

    private readonly IPEndPoint bound;
    private readonly HashSet<string> names = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Allows the names of a bound address.</summary>
    /// <param name="bound">Where the server listens, with the port that it was given.</param>
    public HostRule(IPEndPoint bound)
    {
        this.bound = bound;
        Allow("127.0.0.1");
        Allow("localhost");
        Allow("[::1]");
        if (!IsAnyAddress)
        {
            Allow(new IPEndPoint(bound.Address, 0).ToString()[..^":0".Length]);
        }
    }

    private bool IsAnyAddress => bound.Address.Equals(IPAddress.Any) || bound.Address.Equals(IPAddress.IPv6Any);

    /// <summary>Whether exactly one host is named, and it is one of ours.</summary>
    public bool Allows(StringValues header) => header.Count == 1 && Allows(header[0]);

    /// <summary>Whether <c>host</c> or <c>host:port</c> means this server. The empty host does not.</summary>
    public bool Allows(string? authority) =>
        !string.IsNullOrEmpty(authority) && (names.Contains(authority) || (IsAnyAddress && IsAddressWithOurPort(authority)));

    /// <summary>A server on all addresses does not know them, but an address is never a name that somebody could have bent.</summary>
    private bool IsAddressWithOurPort(string authority) =>
        IPEndPoint.TryParse(authority, out IPEndPoint? named) && (named.Port == bound.Port || (bound.Port == DefaultPort && named.Port == 0));

    private void Allow(string host)
    {
        names.Add($"{host}:{bound.Port}");
        if (bound.Port == DefaultPort)
        {
            names.Add(host);
        }
    }
}
