namespace Daybook.Operations;

/// <summary>What an operation brought about.</summary>
public sealed record OperationLinks
{
    /// <summary>Nothing.</summary>
    public static readonly OperationLinks None = new();

    /// <summary>
    /// Files, by path from the root of the work tree or by absolute path, and addresses. What lies in the work tree is stored by its path from
    /// the root.
    /// </summary>
    public IReadOnlyList<string> Artifacts { get; init; } = [];

    /// <summary>A commit, by its id.</summary>
    public string? Commit { get; init; }

    /// <summary>The fingerprints of secrets that may be stored as they are.</summary>
    public IReadOnlyList<string> AllowedSecrets { get; init; } = [];
}
