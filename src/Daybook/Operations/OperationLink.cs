namespace Daybook.Operations;

/// <summary>Something that an operation brought about: an artifact, or a commit.</summary>
public abstract record OperationLink
{
    private OperationLink(DateTimeOffset? at) => At = at;

    /// <summary>When it was linked; null where that cannot be read.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>A file, or something at an address.</summary>
    /// <param name="At">When it was linked.</param>
    /// <param name="Kind">What it is.</param>
    /// <param name="Ref">A path from the root of the work tree, an absolute path outside of it, or an address.</param>
    public sealed record Artifact(DateTimeOffset? At, string Kind, string Ref) : OperationLink(At);

    /// <summary>A commit.</summary>
    /// <param name="At">When it was linked.</param>
    /// <param name="Sha">Its id.</param>
    public sealed record Commit(DateTimeOffset? At, string Sha) : OperationLink(At);
}
