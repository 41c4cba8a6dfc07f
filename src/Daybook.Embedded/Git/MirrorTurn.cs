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
/// <param name="lockWait">How long to wait for the turn: others of ours take milliseconds each, but there may be many of them.</param>
internal sealed class MirrorTurn(EmbeddedPorts ports, MirrorPlace place, GitCommands git, string? reference, TimeSpan lockWait)
{
    internal const string LockFileName = "daybook-mirror.lock";

    private const string HolderLabel = "operations into git";

    /// <summary>A log of this many bytes is summed up here; for a larger one the start of a process does not matter.</summary>
    private const int SummedMax = 1 << 20;

    private readonly IFileSystem disk = ports.FileSystem;
    private readonly LooseObjects objects = new(ports, place.Git);

    /// <summary>Waits for the turn.</summary>
    internal static FileLock Take(EmbeddedPorts ports, MirrorPlace place, TimeSpan lockWait) =>
        FileLock.Acquire(ports.FileSystem, Path.Join(place.Git.CommonDirectory, LockFileName), lockWait, ports.Clock, HolderLabel);

    /// <summary>Commits logs.</summary>
    internal MirrorStep Commit(MirrorRecord[] records)
    {
        var own = new OwnFiles(ports, place.Git.GitDirectory);
        using FileLock turn = Take(ports, place, lockWait);
        LeftoverLock.Remove(ports, place.Git, own);
        MirrorStep done = reference is null ? CommitToBranch(own, records) : CommitToReference(reference, records);

        // The ref, what is logged about it, the index, and that the lock is gone. Where there was nothing to commit, it is somebody else's commit
        // that must be durable before anybody is told so.
        disk.SyncFileSystem(place.Git.CommonDirectory);
        return done;
    }

    private MirrorStep CommitToReference(string target, MirrorRecord[] records)
    {
        IReadOnlyList<string> ids = [];
        MirrorRecord[] taken = TakeIn(records, paths => ids = Keep(paths));
        var tip = MirrorTip.Of(GitObject.ReadAll(git, MirrorTip.Names(target, place.Segments), indexPath: null), target, place.Segments);
        var commits = RecordCommits.Write(git, objects, place.Segments, tip, taken.Zip(ids));
        if (!commits.IsEmpty)
        {
            disk.SyncFileSystem(place.Git.CommonDirectory);
            Publish(git.ToTheEnd(), target, commits);
        }

        return Step(commits, tip, records, taken);
    }

    private MirrorStep CommitToBranch(OwnFiles own, MirrorRecord[] records)
    {
        using IndexLock held = IndexLock.Take(ports, own, place.Git);
        string branch = GitHead.Branch(disk, place.Git);
        using PrivateIndex index = PrivateIndex.Of(disk, own, place.Git);
        MirrorRecord[] taken = TakeIn(records, paths => index.Add(git, paths));
        string[] paths = PathsOf(taken);
        IReadOnlyList<string> names = MirrorTip.Names(branch, place.Segments);
        IReadOnlyList<GitObject?> read = ReadAll([.. names, .. paths.Select(RecordBlobs.NameInIndex)], paths, index);
        var tip = MirrorTip.Of(read, branch, place.Segments);
        if (index.IsFirst && tip.Commit is not null)
        {
            // By its absence git knows that everything is yet to be checked out. One with our logs alone would tell it that all else was removed.
            throw new ConflictException("nothing is checked out in this work tree yet") { Hint = "check the branch out (git checkout), then run daybook doctor ops --fix" };
        }

        if (!tip.NamesIn(place.Segments.Count).Any())
        {
            CheckWanted(paths[0]);
        }

        IReadOnlyList<string> ids = TakeInUnseen(taken, [.. RecordBlobs.IdsOf(read.Skip(names.Count))], index);
        var commits = RecordCommits.Write(git, objects, place.Segments, tip, taken.Zip(ids));
        MirrorStep done = Step(commits, tip, records, taken);
        if (commits.IsEmpty)
        {
            return done;
        }

        // All that the ref will lead to, the user's own commits before ours included, which git by itself does not flush.
        disk.SyncFileSystem(place.Git.CommonDirectory);
        try
        {
            index.Install();
            Publish(git.ToTheEnd(), branch, commits);
            return done;
        }
        catch
        {
            index.Restore();
            throw;
        }
    }

    /// <summary>Has git keep logs as objects, each whole.</summary>
    private IReadOnlyList<string> Keep(string[] paths)
    {
        IReadOnlyList<string> ids = RecordBlobs.Hash(git, paths, isKept: true);
        return objects.DropDamaged(ids) ? RecordBlobs.Hash(git, paths, isKept: true) : ids;
    }

    /// <summary>
    /// Takes in what git passed over: of a file that somebody told it not to look at (assume-unchanged, skip-worktree) an index goes on having what it
    /// had. Most logs are in it as they are on disk; where filters change them, git must be asked.
    /// </summary>
    /// <returns>What the logs are now.</returns>
    private IReadOnlyList<string> TakeInUnseen(MirrorRecord[] taken, IReadOnlyList<string> ids, PrivateIndex index)
    {
        if (taken.Zip(ids).All(pair => IsContent(pair.First.Path, pair.Second)))
        {
            return ids;
        }

        string[] paths = PathsOf(taken);
        IReadOnlyList<string> now = Keep(paths);
        if (!now.SequenceEqual(ids, StringComparer.Ordinal))
        {
            index.Put(git, paths.Zip(now));
        }

        return now;
    }

    private bool IsContent(string path, string id) =>
        disk.Stat(path) is { Length: <= SummedMax }
        && disk.ReadAll(path, int.MaxValue) is { } content
        && LooseObjects.IdOf(RecordBlobs.ObjectType, content, id.Length) == id;

    private string[] PathsOf(IEnumerable<MirrorRecord> records) => [.. records.Select(record => place.PathOf(Path.GetFileName(record.Path)))];

    /// <summary>Lets git take logs in. One that it cannot take in does not keep the others out.</summary>
    /// <returns>Those that it took.</returns>
    private MirrorRecord[] TakeIn(MirrorRecord[] records, Action<string[]> takeIn)
    {
        string[] paths = PathsOf(records);
        try
        {
            takeIn(paths);
            return records;
        }
        catch (StorageException) when (records.Length > 1)
        {
            IReadOnlyList<string?> ids = RecordBlobs.HashEach(git, paths);
            MirrorRecord[] able = [.. records.Where((_, index) => ids[index] is not null)];
            if (able.Length == 0 || able.Length == records.Length)
            {
                throw;
            }

            takeIn(PathsOf(able));
            return able;
        }
    }

    /// <summary>Reads objects, those of the logs last. Of these one that a power loss has left empty, which git refuses or calls missing, is written again.</summary>
    private IReadOnlyList<GitObject?> ReadAll(IReadOnlyList<string> names, string[] paths, PrivateIndex index)
    {
        IReadOnlyList<GitObject?> read;
        try
        {
            read = GitObject.ReadAll(git, names, index.ChangedPath);
            if (read.Skip(names.Count - paths.Length).All(static found => found is not null))
            {
                return read;
            }
        }
        catch (StorageException)
        {
            if (!WriteAgain(paths))
            {
                throw;
            }

            return GitObject.ReadAll(git, names, index.ChangedPath);
        }

        return WriteAgain(paths) ? GitObject.ReadAll(git, names, index.ChangedPath) : read;
    }

    /// <summary>Writes again those objects of logs that are not what their names say.</summary>
    /// <returns>Whether there were any.</returns>
    private bool WriteAgain(string[] paths) =>
        objects.DropDamaged(RecordBlobs.Hash(git, paths, isKept: false)) && RecordBlobs.Hash(git, paths, isKept: true).Count > 0;

    private MirrorStep Step(RecordCommits commits, MirrorTip before, MirrorRecord[] records, MirrorRecord[] taken) => new(
        commits.IsEmpty && taken.Length > 0 ? LastCommitOf(taken[^1], commits.Tip) : commits.Tip,
        before,
        [.. records.Except(taken).Select(static record => record.Path)]);

    /// <summary>The commit that a log came with, which somebody else may have made for us, and others after it.</summary>
    private string LastCommitOf(MirrorRecord record, string tip)
    {
        GitAnswer answer = git.Try(["rev-list", "-1", tip, "--", .. PathsOf([record])], default, []);
        string commit = Encoding.UTF8.GetString(answer.Output.Span).Trim();
        return answer.ExitCode == 0 && commit.Length > 0 ? commit : tip;
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
        try
        {
            steady.MoveReference(["update-ref", "-m", commits.Subject, "--", target, commits.Tip, old]);
        }
        catch (DaybookException)
        {
            // A hook that does not end is stopped, and may have been told of a ref that had moved.
            if (!IsAt(steady, target, commits.Tip))
            {
                throw;
            }
        }
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
