namespace Daybook.Embedded;

/// <summary>What <c>init</c> is to bring about.</summary>
public sealed record InitOptions
{
    /// <summary>
    /// Where the store is to be, unless the user or the environment names a folder; null for where it is, and
    /// <see cref="StoreLocationKind.Repo"/> where there is none yet.
    /// </summary>
    public StoreLocationKind? Location { get; init; }

    /// <summary>Whether to point the store at the files of other systems that stand in the repository.</summary>
    public bool Adopt { get; init; }

    /// <summary>Whether operations are to be committed to <c>refs/daybook/operations</c> and not to the branch. So they stay then.</summary>
    public bool SeparateOperations { get; init; }

    /// <summary>The kinds whose files git is to track; <c>memory</c> is the one that it can. What is tracked already stays so.</summary>
    public IReadOnlyList<string> Track { get; init; } = [];
}
