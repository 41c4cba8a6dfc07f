namespace Daybook.Mcp;

/// <summary>The outside world as the server for agents sees it. A test brings its own.</summary>
public sealed record McpSurroundings
{
    /// <summary>The store and the files around it.</summary>
    public required IWorkplace Workplace { get; init; }

    /// <summary>The time of day.</summary>
    public required TimeProvider Time { get; init; }

    /// <summary>Where the ids of sessions come from.</summary>
    public required IIdSource Ids { get; init; }

    /// <summary>The environment variables; those that begin with <c>DAYBOOK_</c> say who is at work.</summary>
    public required Func<string, string?> Environment { get; init; }

    /// <summary>Who acts where neither the environment nor the client says it: user and host.</summary>
    public required string Actor { get; init; }

    /// <summary>The version of the program, as the client is told it.</summary>
    public required string Version { get; init; }

    /// <summary>The process of the server: it outlives its calls, so it is the owner of the claims that are taken by them.</summary>
    public required int ProcessId { get; init; }

    /// <summary>A variable that is set to something, else null.</summary>
    internal string? Variable(string name) => Environment(name) is { Length: > 0 } value ? value : null;
}
