using System.Net;
using Microsoft.Extensions.Logging;
using ModelContextProtocol.Server;

namespace Daybook.Mcp.Http;

/// <summary>What a server over HTTP is made of.</summary>
public sealed record McpHttpOptions
{
    /// <summary>The largest body that is read, in bytes: the largest record, with every character of it escaped, and what goes around it.</summary>
    public const int BodyBytesMax = 8 * 1024 * 1024;

    /// <summary>Where it listens. Port 0 lets the system choose one.</summary>
    public required IPEndPoint Address { get; init; }

    /// <summary>Whether an address that other machines can reach is meant. The token and all answers travel there as they are, unencrypted.</summary>
    public bool AllowsRemote { get; init; }

    /// <summary>What every request has to carry. Whoever has it may do what the tools can do.</summary>
    public required string Token { get; init; }

    /// <summary>What a session is answered with; asked once for each.</summary>
    public required Func<McpServerOptions> ForSession { get; init; }

    /// <summary>What a request is answered with that stands alone, as all do from version 2026-07-28 on; asked for each.</summary>
    public required Func<McpServerOptions> ForRequest { get; init; }

    /// <summary>Where ids of sessions come from; they are secrets, so the source must not be guessable.</summary>
    public required IIdSource Ids { get; init; }

    /// <summary>The time by which sessions are idle.</summary>
    public required TimeProvider Time { get; init; }

    /// <summary>Who is told what happens. Neither the token nor what is sent is ever told.</summary>
    public required ILoggerFactory Loggers { get; init; }

    /// <summary>How long a session may be silent. Agents wait for people, so it is long; a session weighs next to nothing.</summary>
    public TimeSpan IdleMax { get; init; } = TimeSpan.FromHours(24);

    /// <summary>How many sessions there may be; beyond that, the one that is silent for longest ends.</summary>
    public int SessionsMax { get; init; } = 1000;
}
