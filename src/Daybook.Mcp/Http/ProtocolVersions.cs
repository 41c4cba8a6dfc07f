namespace Daybook.Mcp.Http;

/// <summary>The versions of the protocol that are spoken here, and where one era ends.</summary>
internal static class ProtocolVersions
{
    /// <summary>The first version without sessions: each request says all there is to know about it.</summary>
    public const string FirstWithoutSessions = "2026-07-28";

    // The two oldest have no tests of ours, but the SDK agrees on them with a client that knows nothing newer.
    private static readonly string[] Known = ["2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25", FirstWithoutSessions];

    /// <summary>All of them, oldest first.</summary>
    public static IReadOnlyList<string> All => Known;

    /// <summary>Whether it is one of them.</summary>
    public static bool IsKnown(string version) => Array.IndexOf(Known, version) >= 0;

    /// <summary>Whether requests of a version stand alone. Versions are dates, so their order is that of their letters.</summary>
    public static bool IsWithoutSessions(string? version) => string.CompareOrdinal(version, FirstWithoutSessions) >= 0;
}
