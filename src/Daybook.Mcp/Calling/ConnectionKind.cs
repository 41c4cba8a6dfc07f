namespace Daybook.Mcp.Calling;

/// <summary>Who can be on the other side of a connection.</summary>
internal enum ConnectionKind
{
    /// <summary>The agent that has started this server for itself: it is whom its commands and hooks act for, too.</summary>
    OwnAgent,

    /// <summary>One client of several, for as long as its session lasts.</summary>
    OneClient,

    /// <summary>Any client: each request stands alone, and only what a client calls itself tells it from the others.</summary>
    AnyClient,
}
