namespace Daybook.Embedded;

/// <summary>What <c>init</c> is to bring about.</summary>
public sealed record InitOptions
{
    /// <summary>Where to create the store unless the user or the environment names a folder.</summary>
    public StoreLocationKind Location { get; init; } = StoreLocationKind.Repo;

    /// <summary>Whether to point the store at the files of other systems that stand in the repository.</summary>
    public bool Adopt { get; init; }

    /// <summary>Whether operations are to be committed to <c>refs/daybook/operations</c> and not to the branch. So they stay then.</summary>
    public bool SeparateOperations { get; init; }

    /// <summary>The kinds whose files git is to track; <c>memory</c> is the one that it can. What is tracked already stays so.</summary>
    public IReadOnlyList<string> Track { get; init; } = [];
}
