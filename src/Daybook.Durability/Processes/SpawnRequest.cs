namespace Daybook.Durability.Processes;

/// <summary>Which process to start, and with what.</summary>
public sealed record SpawnRequest
{
    /// <summary>The program, looked for on the PATH, and its arguments.</summary>
    public required IReadOnlyList<string> Command { get; init; }

    /// <summary>Variables of its environment beside those that it inherits.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>A file that is its stdin; null for this process's own.</summary>
    public string? InputPath { get; init; }

    /// <summary>Whether stdout and stderr go through pipes; otherwise they are this process's own.</summary>
    public bool IsCaptured { get; init; }
}
