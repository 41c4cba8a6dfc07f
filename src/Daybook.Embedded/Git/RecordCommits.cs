using System.Text;
using Daybook.Embedded.Operations;
using Daybook.Errors;
using Daybook.Git;

namespace Daybook.Embedded.Git;

/// <summary>Commits that no ref points at yet, one for each log that a commit lacks or has in an older state.</summary>
/// <param name="Old">The commit they begin at; null where there is none.</param>
/// <param name="Tip">The last of them, or <paramref name="Old"/> if there is nothing to commit.</param>
/// <param name="Subject">The last one's first line.</param>
/// <param name="Names">The logs.</param>
/// <param name="Objects">What must be durable before a ref may point at them.</param>
internal sealed record RecordCommits(
    string? Old, string Tip, string Subject, IReadOnlyList<string> Names, IReadOnlyList<string> Objects)
{
    /// <summary>Who commits where git knows nobody, and says so instead of guessing.</summary>
    private static readonly Dictionary<string, string> Nobody = new(StringComparer.Ordinal)
    {
        ["GIT_AUTHOR_NAME"] = "daybook",
        ["GIT_AUTHOR_EMAIL"] = "daybook@localhost",
        ["GIT_COMMITTER_NAME"] = "daybook",
        ["GIT_COMMITTER_EMAIL"] = "daybook@localhost",
    };

    private static readonly string[] AskIdentity = ["var", "GIT_COMMITTER_IDENT"];

    /// <summary>
    /// Gives logs to git as objects, as <c>git add</c> would, filters included: who has logs encrypted on their way into git must find them so.
    /// </summary>
    /// <returns>Their ids, in the order of the names.</returns>
    internal static IReadOnlyList<string> Hash(GitCommands git, MirrorPlace place, IReadOnlyList<string> names, bool isKept)
    {
        string[] arguments = isKept ? ["hash-object", "-w", "--stdin-paths"] : ["hash-object", "--stdin-paths"];
        ReadOnlyMemory<byte> answer = git.Must(arguments, GitCommands.Lines(names.Select(place.PathOf)), indexPath: null);
        string[] ids = Encoding.ASCII.GetString(answer.Span).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return ids.Length == names.Count ? ids : throw new StorageException("git hash-object did not answer for all logs");
    }

    /// <summary>Writes them.</summary>
    /// <param name="git">Git.</param>
    /// <param name="own">Where temp files may be.</param>
    /// <param name="segments">The way to the folder.</param>
    /// <param name="tip">The commit they begin at.</param>
    /// <param name="records">The logs, with the objects that they are now.</param>
    internal static RecordCommits Write(
        GitCommands git, OwnFiles own, IReadOnlyList<string> segments, MirrorTip tip, IReadOnlyList<(MirrorRecord Record, string BlobId)> records)
    {
        (MirrorRecord Record, string BlobId)[] lacking =
            [.. records.Where(pair => tip.Find(Path.GetFileName(pair.Record.Path), segments.Count) != pair.BlobId)];
        if (lacking.Length == 0)
        {
            return new RecordCommits(tip.Commit, tip.Commit ?? "", "", [], []);
        }

        var trees = new RecordTrees(tip, segments, lacking[0].BlobId.Length);
        string[] roots = [.. lacking.Select(pair => trees.Add(Path.GetFileName(pair.Record.Path), pair.BlobId))];
        Store(git, own, trees.Made);
        var objects = new List<string>([.. tip.Objects, .. lacking.Select(static pair => pair.BlobId), .. trees.Made.Keys]);
        string? parent = tip.Commit;
        foreach (((MirrorRecord record, string _), string root) in lacking.Zip(roots))
        {
            parent = Commit(git, root, parent, MirrorMessage.Encode(record));
            objects.Add(parent);
        }

        return new RecordCommits(
            tip.Commit,
            parent ?? "",
            MirrorMessage.Subject(lacking[^1].Record),
            [.. lacking.Select(static pair => Path.GetFileName(pair.Record.Path))],
            objects);
    }

    /// <summary>Hands directories to git, all with one command, which checks their form.</summary>
    private static void Store(GitCommands git, OwnFiles own, Dictionary<string, byte[]> trees)
    {
        string[] arguments = ["hash-object", "-w", "-t", "tree", "--no-filters", "--stdin-paths"];
        string[] paths = [.. trees.Values.Select(own.Write)];
        try
        {
            ReadOnlyMemory<byte> answer = git.Must(arguments, GitCommands.Lines(paths), indexPath: null);
            if (!Encoding.ASCII.GetString(answer.Span).Split('\n', StringSplitOptions.RemoveEmptyEntries).SequenceEqual(trees.Keys, StringComparer.Ordinal))
            {
                throw new StorageException("git names directories in another way than expected")
                {
                    Hint = "commit the logs of operations by hand: git add and git commit",
                };
            }
        }
        finally
        {
            own.Discard(paths);
        }
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
