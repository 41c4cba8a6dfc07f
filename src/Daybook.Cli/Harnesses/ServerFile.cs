namespace Daybook.Cli.Harnesses;

/// <summary>The file in which a harness looks for MCP servers.</summary>
/// <param name="Path">Where it is, from the project's root or the user's home.</param>
internal sealed record ServerFile(string Path)
{
    /// <summary>Whether it is the user's, for all projects, since the harness has none per project.</summary>
    public bool IsOfUser { get; init; }

    /// <summary>Whether it is TOML; else it is JSON with <c>mcpServers</c>.</summary>
    public bool IsToml { get; init; }

    /// <summary>What the harness calls a server that it starts itself, where it must be said.</summary>
    public string? Type { get; init; }

    /// <summary>Whether the harness wants to be told which tools of a server may be used.</summary>
    public bool HasTools { get; init; }
}
