namespace Daybook.Embedded.Git;

/// <summary>Puts logs into the directories of a commit, and keeps what git does not have yet.</summary>
internal sealed class RecordTrees
{
    private readonly IReadOnlyList<string> segments;
    private readonly GitTree[] trees;
    private readonly int idDigits;

    /// <summary>Begins with the directories of a commit.</summary>
    internal RecordTrees(MirrorTip tip, IReadOnlyList<string> segments, int idDigits)
    {
        this.segments = segments;
        this.idDigits = idDigits;
        trees = [.. Enumerable.Range(0, segments.Count + 1).Select(depth => tip.Trees.Count > depth ? tip.Trees[depth] : GitTree.Empty(idDigits))];
    }

    /// <summary>The directories that were made, by id.</summary>
    internal Dictionary<string, byte[]> Made { get; } = new(StringComparer.Ordinal);

    /// <summary>Adds logs to the folder, or replaces them there.</summary>
    /// <returns>The id of the root that holds them.</returns>
    internal string Add(IEnumerable<(string Name, string BlobId)> logs)
    {
        foreach ((string name, string blobId) in logs)
        {
            trees[^1] = trees[^1].With(GitTree.FileMode, name, blobId);
        }

        for (int depth = trees.Length - 1; depth > 0; depth--)
        {
            trees[depth - 1] = trees[depth - 1].With(GitTree.DirectoryMode, segments[depth - 1], Keep(trees[depth]));
        }

        return Keep(trees[0]);
    }

    private string Keep(GitTree tree)
    {
        byte[] encoded = tree.Encode();
        string id = LooseObjects.IdOf(GitTree.ObjectType, encoded, idDigits);
        Made[id] = encoded;
        return id;
    }
}
