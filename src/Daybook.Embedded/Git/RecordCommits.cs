using System.Text;
using Daybook.Embedded.Operations;
using Daybook.Errors;
using Daybook.Git;

namespace Daybook.Embedded.Git;

/// <summary>
/// Commits that no ref points at yet, one for each log that a commit lacks or has in another state; one for all of them where they are many, since
/// each has a new copy of the whole folder's list.
/// </summary>
/// <param name="Old">The commit they begin at; null where there is none.</param>
/// <param name="Tip">The last of them, or <paramref name="Old"/> if there is nothing to commit.</param>
/// <param name="Subject">The last one's first line.</param>
internal sealed record RecordCommits(string? Old, string Tip, string Subject)
{
    /// <summary>So many logs have a commit each.</summary>
    internal const int SinglesMax = 32;

    /// <summary>Who commits where git knows nobody, and says so instead of guessing.</summary>
    private static readonly Dictionary<string, string> Nobody = new(StringComparer.Ordinal)
    {
        ["GIT_AUTHOR_NAME"] = "daybook",
        ["GIT_AUTHOR_EMAIL"] = "daybook@localhost",
        ["GIT_COMMITTER_NAME"] = "daybook",
        ["GIT_COMMITTER_EMAIL"] = "daybook@localhost",
    };

    private static readonly string[] AskIdentity = ["var", "GIT_COMMITTER_IDENT"];

    /// <summary>Whether there is nothing to commit.</summary>
    internal bool IsEmpty => Tip == (Old ?? "");

    /// <summary>Writes them.</summary>
    /// <param name="git">Git.</param>
    /// <param name="objects">Where directories are written.</param>
    /// <param name="segments">The way to the folder.</param>
    /// <param name="tip">The commit they begin at.</param>
    /// <param name="records">The logs, with the objects that they are now.</param>
    /// <exception cref="DaybookException">Git refused.</exception>
    internal static RecordCommits Write(
        GitCommands git, LooseObjects objects, IReadOnlyList<string> segments, MirrorTip tip, IEnumerable<(MirrorRecord Record, string BlobId)> records)
    {
        (MirrorRecord Record, string BlobId)[] lacking =
            [.. records.Where(pair => tip.Find(Path.GetFileName(pair.Record.Path), segments.Count) != pair.BlobId)];
        if (lacking.Length == 0)
        {
            return new RecordCommits(tip.Commit, tip.Commit ?? "", "");
        }

        var trees = new RecordTrees(tip, segments, lacking[0].BlobId.Length);
        (MirrorRecord Record, string BlobId)[][] steps = lacking.Length > SinglesMax ? [lacking] : [.. lacking.Chunk(1)];
        string[] roots = [.. steps.Select(step => trees.Add(step.Select(static pair => (Path.GetFileName(pair.Record.Path), pair.BlobId))))];
        foreach ((string id, byte[] content) in trees.Made)
        {
            objects.Write(id, GitTree.ObjectType, content);
        }

        string? parent = tip.Commit;
        foreach (((MirrorRecord Record, string BlobId)[] step, string root) in steps.Zip(roots))
        {
            parent = Commit(git, objects, root, parent, MirrorMessage.Encode([.. step.Select(static pair => pair.Record)]));
        }

        return new RecordCommits(tip.Commit, parent ?? "", MirrorMessage.Subject([.. steps[^1].Select(static pair => pair.Record)]));
    }

    private static string Commit(GitCommands git, LooseObjects objects, string tree, string? parent, byte[] message)
    {
        string id = Commit(git, tree, parent, message);

        // The same commit of the same second may have been begun before a power loss.
        return objects.DropDamaged([id]) ? Commit(git, tree, parent, message) : id;
    }

    private static string Commit(GitCommands git, string tree, string? parent, byte[] message)
    {
        string[] arguments = parent is null ? ["commit-tree", tree] : ["commit-tree", tree, "-p", parent];
        GitAnswer answer = git.Try(arguments, message, []);
        if (answer.ExitCode != 0 && git.Try(AskIdentity, default, []).ExitCode != 0)
        {
            answer = git.Try(arguments, message, Nobody);
        }

        return answer.ExitCode == 0 ? Encoding.ASCII.GetString(answer.Output.Span).Trim() : throw GitCommands.Refused(arguments, answer);
    }
}
