namespace Daybook.Embedded.Git;

/// <summary>Puts logs into the directories of a commit, one after the other, and keeps what git does not have yet.</summary>
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

    /// <summary>Adds a log to the folder, or replaces it there.</summary>
    /// <returns>The id of the root that holds it.</returns>
    internal string Add(string name, string blobId)
    {
        (string mode, string entry, string id) = (GitTree.FileMode, name, blobId);
        for (int depth = trees.Length - 1; depth >= 0; depth--)
        {
            trees[depth] = trees[depth].With(mode, entry, id);
            byte[] encoded = trees[depth].Encode();
            (mode, id) = (GitTree.DirectoryMode, LooseObjects.IdOf(GitTree.ObjectType, encoded, idDigits));
            entry = depth > 0 ? segments[depth - 1] : "";
            Made[id] = encoded;
        }

        return id;
    }
}
