using System.Text;
using Daybook.Durability.FileSystem;
using Daybook.Durability.Locks;
using Daybook.Embedded.Operations;
using Daybook.Errors;
using Daybook.Git;

namespace Daybook.Embedded.Git;

/// <summary>One turn of ours in a repository: a few logs, committed while no other process of ours commits there.</summary>
/// <param name="ports">The outside world.</param>
/// <param name="place">Where the logs stand.</param>
/// <param name="git">Git.</param>
/// <param name="reference">The ref that gets the commits; null for the branch.</param>
internal sealed class MirrorTurn(EmbeddedPorts ports, MirrorPlace place, GitCommands git, string? reference)
{
    internal const string LockFileName = "daybook-mirror.lock";

    private const string HolderLabel = "operations into git";

    /// <summary>Others of ours hold it for milliseconds each, but there may be many of them.</summary>
    private static readonly TimeSpan WaitMax = TimeSpan.FromSeconds(10);

    private readonly IFileSystem disk = ports.FileSystem;

    /// <summary>Waits for the turn.</summary>
    internal static FileLock Take(EmbeddedPorts ports, MirrorPlace place) =>
        FileLock.Acquire(ports.FileSystem, Path.Join(place.Git.CommonDirectory, LockFileName), WaitMax, ports.Clock, HolderLabel);

    /// <summary>Commits logs, and tells the commit and the one before.</summary>
    internal (string Commit, MirrorTip Before) Commit(MirrorRecord[] records)
    {
        string[] paths = [.. records.Select(record => place.PathOf(Path.GetFileName(record.Path)))];
        var own = new OwnFiles(ports, place.Git.GitDirectory);
        using FileLock turn = Take(ports, place);
        LeftoverLock.Remove(ports, place.Git, own);
        (string, MirrorTip) done =
            reference is null ? CommitToBranch(own, records, paths) : CommitToReference(reference, records, paths);

        // The ref, what is logged about it, the index, and that the lock is gone. Where there was nothing to commit, it is somebody else's commit
        // that must be durable before anybody is told so.
        disk.SyncFileSystem(place.Git.CommonDirectory);
        return done;
    }

    private (string Commit, MirrorTip Before) CommitToReference(string target, MirrorRecord[] records, string[] paths)
    {
        IReadOnlyList<string> ids = RecordBlobs.Hash(git, paths, isKept: true);
        var tip = MirrorTip.Of(GitObject.ReadAll(git, MirrorTip.Names(target, place.Segments), indexPath: null), target, place.Segments);
        var commits = RecordCommits.Write(git, new LooseObjects(ports, place.Git), place.Segments, tip, records.Zip(ids));
        if (!commits.IsEmpty)
        {
            disk.SyncFileSystem(place.Git.CommonDirectory);
            Publish(git.ToTheEnd(), target, commits);
        }

        return (commits.Tip, tip);
    }

    private (string Commit, MirrorTip Before) CommitToBranch(OwnFiles own, MirrorRecord[] records, string[] paths)
    {
        using IndexLock held = IndexLock.Take(ports, own, place.Git);
        string branch = GitHead.Branch(disk, place.Git);
        using PrivateIndex index = PrivateIndex.Of(disk, own, place.Git);
        index.Add(git, paths);
        IReadOnlyList<string> names = MirrorTip.Names(branch, place.Segments);
        IReadOnlyList<GitObject?> read = GitObject.ReadAll(git, [.. names, .. paths.Select(RecordBlobs.NameInIndex)], index.ChangedPath);
        var tip = MirrorTip.Of(read, branch, place.Segments);
        if (!tip.NamesIn(place.Segments.Count).Any())
        {
            CheckWanted(paths[0]);
        }

        IEnumerable<string> ids = RecordBlobs.IdsOf(read.Skip(names.Count));
        var commits = RecordCommits.Write(git, new LooseObjects(ports, place.Git), place.Segments, tip, records.Zip(ids));
        if (commits.IsEmpty)
        {
            return (commits.Tip, tip);
        }

        // All that the ref will lead to, the user's own commits before ours included, which git by itself does not flush.
        disk.SyncFileSystem(place.Git.CommonDirectory);
        GitCommands steady = git.ToTheEnd();
        try
        {
            index.Install();
            Publish(steady, branch, commits);
            return (commits.Tip, tip);
        }
        catch
        {
            if (!IsAt(steady, branch, commits.Tip))
            {
                index.Restore();
            }

            throw;
        }
    }

    /// <summary>Refuses to bring a first log into a branch whose owner keeps the folder out of git: what git add would refuse too.</summary>
    private void CheckWanted(string path)
    {
        // This command alone knows no literal paths; after a dot nothing in front of a path means anything.
        string[] question = ["check-ignore", "--quiet", "--", "./" + path];
        GitAnswer answer = git.Try(question, default, new(StringComparer.Ordinal) { ["GIT_LITERAL_PATHSPECS"] = "0" });
        if (answer.ExitCode == 0)
        {
            throw new ConflictException($"git ignores {string.Join('/', place.Segments)}")
            {
                Path = path,
                Hint = $"take it out of what git ignores (git check-ignore -v {path} names the rule), or run daybook init --ops-ref",
            };
        }

        if (answer.ExitCode != 1)
        {
            throw GitCommands.Refused(question, answer);
        }
    }

    /// <summary>Lets a ref point at commits that are durable, unless it has moved.</summary>
    private static void Publish(GitCommands steady, string target, RecordCommits commits)
    {
        string old = commits.Old ?? new string('0', commits.Tip.Length);
        steady.MoveReference(["update-ref", "-m", commits.Subject, target, commits.Tip, old]);
    }

    /// <summary>Whether a ref points at a commit after all, though the command that moves it failed or was stopped.</summary>
    private static bool IsAt(GitCommands steady, string target, string commit)
    {
        try
        {
            GitAnswer answer = steady.Try(["rev-parse", "--verify", "--quiet", target], default, []);
            return Encoding.ASCII.GetString(answer.Output.Span).Trim() == commit;
        }
        catch (DaybookException)
        {
            return false;
        }
    }
}
