using Daybook.Errors;

namespace Daybook.Embedded.Git;

/// <summary>What a ref points at: the commit, and the directories from its root down to the folder of the logs.</summary>
/// <param name="Commit">The commit; null where the ref is yet to be born.</param>
/// <param name="Trees">The directories that are there, from the root on; fewer than the way has names where it does not go all the way.</param>
internal sealed record MirrorTip(string? Commit, IReadOnlyList<GitTree> Trees)
{
    /// <summary>Which objects to ask git for.</summary>
    /// <param name="reference">The ref, or <c>HEAD</c>.</param>
    /// <param name="segments">The way to the folder.</param>
    internal static IReadOnlyList<string> Names(string reference, IReadOnlyList<string> segments) =>
    [
        $"{reference}^{{commit}}", $"{reference}^{{tree}}",
        .. segments.Select((_, index) => $"{reference}:{string.Join('/', segments.Take(index + 1))}"),
    ];

    /// <summary>
    /// Puts together what git told. If the ref moved while it was asked, the commit is the older one, and to move the ref on from there will be
    /// refused.
    /// </summary>
    /// <param name="read">What git has by these names.</param>
    /// <param name="reference">The ref, for messages.</param>
    /// <param name="segments">The way to the folder.</param>
    /// <exception cref="DaybookException">What git has there is damaged or no directory.</exception>
    internal static MirrorTip Of(IReadOnlyList<GitObject?> read, string reference, IReadOnlyList<string> segments)
    {
        if (read[0] is not { } commit)
        {
            return new MirrorTip(null, []);
        }

        var trees = new List<GitTree>();
        foreach (GitObject? found in read.Skip(1).Take(segments.Count + 1))
        {
            string? expected = trees.Count == 0 ? found?.Id : trees[^1].Find(segments[trees.Count - 1])?.Id;
            if (trees.Count > 0 && expected is null)
            {
                break;
            }

            GitTree? tree = found is { Type: GitTree.ObjectType } && found.Id == expected ? GitTree.Parse(found.Content.Span, found.Id.Length) : null;
            trees.Add(tree ?? throw Damaged(reference));
        }

        return new MirrorTip(commit.Id, trees);
    }

    /// <summary>The object of a log in the folder; null where it is not there.</summary>
    internal string? Find(string name, int depth) => Trees.Count > depth ? Trees[depth].Find(name)?.Id : null;

    /// <summary>The names in the folder.</summary>
    internal IEnumerable<string> NamesIn(int depth) => Trees.Count > depth ? Trees[depth].Names : [];

    private static StorageException Damaged(string reference) =>
        new($"the commit of {reference} is damaged, or changed while it was read, or has a file where the folder of operations should be")
        {
            Hint = "run git fsck, then daybook doctor ops --fix",
        };
}
