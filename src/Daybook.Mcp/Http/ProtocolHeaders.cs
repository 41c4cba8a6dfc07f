namespace Daybook.Mcp.Http;

/// <summary>The headers that the protocol adds to HTTP.</summary>
internal static class ProtocolHeaders
{
    /// <summary>The session, before 2026-07-28.</summary>
    public const string Session = "Mcp-Session-Id";

    /// <summary>The version of the protocol.</summary>
    public const string Version = "MCP-Protocol-Version";

    /// <summary>The method in the body.</summary>
    public const string Method = "Mcp-Method";

    /// <summary>The tool, prompt or resource in the body.</summary>
    public const string Name = "Mcp-Name";
}
