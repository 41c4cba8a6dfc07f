using System.Text;
using Daybook.Durability.Errors;
using Daybook.Durability.FileSystem;
using Daybook.Durability.Locks;
using Daybook.Embedded.Operations;
using Daybook.Errors;
using Daybook.Git;

namespace Daybook.Embedded.Git;

/// <summary>
/// Mirrors the logs of operations in git: one commit each, on the branch of the work tree they stand in or on a ref of their own. What the user
/// has staged or changed, hooks and signing are left alone; wherever a commit might get into somebody's way, the logs wait.
/// </summary>
/// <param name="ports">The outside world.</param>
/// <param name="folder">The folder of the logs, absolute.</param>
/// <param name="reference">The ref that gets the commits, such as <c>refs/daybook/operations</c>; null for the branch.</param>
internal sealed class GitOperationMirror(EmbeddedPorts ports, string folder, string? reference) : IOperationMirror
{
    internal const string LockFileName = "daybook-mirror.lock";

    private const string HolderLabel = "operations into git";

    /// <summary>So many logs under one lock: more would let people wait for it.</summary>
    private const int RecordsPerTurn = 64;

    /// <summary>Others of ours hold it for milliseconds each, but there may be many of them.</summary>
    private static readonly TimeSpan TurnWaitMax = TimeSpan.FromSeconds(10);

    private readonly IFileSystem disk = ports.FileSystem;

    /// <inheritdoc/>
    /// <remarks>One commit for each log that the ref does not have as it stands, in the order given; the answer names the last.</remarks>
    public MirrorOutcome Commit(IReadOnlyList<MirrorRecord> records, CancellationToken cancellationToken) =>
        Commit(records, [], static _ => null, cancellationToken);

    /// <inheritdoc/>
    public MirrorOutcome Commit(
        IReadOnlyList<MirrorRecord> records, IReadOnlyList<string> known, Func<string, MirrorRecord?> find, CancellationToken cancellationToken)
    {
        try
        {
            MirrorPlace place = MirrorPlace.Find(disk, folder);
            var git = new GitCommands(ports.Git, place.Git.WorkTree, cancellationToken);
            string commit = "";
            MirrorTip? tip = null;
            foreach (MirrorRecord[] turn in records.Chunk(RecordsPerTurn))
            {
                cancellationToken.ThrowIfCancellationRequested();
                (commit, tip) = CommitTurn(git, place, turn);
            }

            IEnumerable<string> committed = records.Select(static record => record.Path);
            foreach (MirrorRecord[] turn in Missing(known, tip, place).Except(committed, StringComparer.Ordinal).Select(find).OfType<MirrorRecord>().Chunk(RecordsPerTurn))
            {
                CommitTurn(git, place, turn);
            }

            return new MirrorOutcome.Committed(commit);
        }
        catch (DaybookException refused)
        {
            return Waiting(refused);
        }
        catch (DurabilityException refused)
        {
            return Waiting(KernelErrors.Translated(refused));
        }
        catch (OperationCanceledException)
        {
            return new MirrorOutcome.Pending("the wait for git was ended", "run daybook doctor ops --fix");
        }
    }

    /// <inheritdoc/>
    /// <remarks>Where git cannot be asked, all of them.</remarks>
    public IReadOnlyList<string> Pending(IReadOnlyList<string> paths, CancellationToken cancellationToken)
    {
        try
        {
            MirrorPlace place = MirrorPlace.Find(disk, folder);
            var git = new GitCommands(ports.Git, place.Git.WorkTree, cancellationToken);
            string[] names = [.. paths.Select(static path => Path.GetFileName(path))];
            IReadOnlyList<string> ids = RecordBlobs.Hash(git, [.. names.Select(place.PathOf)], isKept: false);
            string from = reference ?? GitHead.FileName;
            var tip = MirrorTip.Of(GitObject.ReadAll(git, MirrorTip.Names(from, place.Segments), indexPath: null), from, place.Segments);
            return [.. paths.Where((_, index) => tip.Find(names[index], place.Segments.Count) != ids[index])];
        }
        catch (Exception refused) when (refused is DaybookException or DurabilityException or OperationCanceledException)
        {
            return paths;
        }
    }

    /// <summary>Removes what a killed process of ours left, its lock on git's index included.</summary>
    /// <returns>Whether such a lock was there.</returns>
    internal bool Recover()
    {
        try
        {
            MirrorPlace place = MirrorPlace.Find(disk, folder);
            using FileLock turn = TakeTurn(place);
            return LeftoverLock.Remove(ports, place.Git, new OwnFiles(ports, place.Git.GitDirectory));
        }
        catch (Exception refused) when (refused is DaybookException or DurabilityException)
        {
            return false;
        }
    }

    /// <summary>Explains the locks that stand in the way of commits.</summary>
    /// <param name="kind">The kind of record that doctor looks at.</param>
    internal IEnumerable<Finding> Examine(string kind) =>
        GitLayout.Discover(disk, folder) is { } git ? LeftoverLock.Examine(ports, git, kind) : [];

    private static MirrorOutcome.Pending Waiting(DaybookException refused) =>
        new(refused.Message, refused.Hint ?? "run daybook doctor ops --fix when it is mended");

    private FileLock TakeTurn(MirrorPlace place) =>
        FileLock.Acquire(disk, Path.Join(place.Git.CommonDirectory, LockFileName), TurnWaitMax, ports.Clock, HolderLabel);

    /// <summary>The logs that the commit before ours did not have at all.</summary>
    private static IEnumerable<string> Missing(IReadOnlyList<string> known, MirrorTip? tip, MirrorPlace place)
    {
        HashSet<string> there = (tip?.NamesIn(place.Segments.Count) ?? []).ToHashSet(StringComparer.Ordinal);
        return tip is null ? [] : known.Where(path => !there.Contains(Path.GetFileName(path)));
    }

    /// <summary>Commits logs, and tells the commit and the one before.</summary>
    private (string Commit, MirrorTip Before) CommitTurn(GitCommands git, MirrorPlace place, MirrorRecord[] records)
    {
        string[] paths = [.. records.Select(record => place.PathOf(Path.GetFileName(record.Path)))];
        var own = new OwnFiles(ports, place.Git.GitDirectory);
        using FileLock turn = TakeTurn(place);
        LeftoverLock.Remove(ports, place.Git, own);
        (string, MirrorTip) done =
            reference is null ? CommitToBranch(git, place, own, records, paths) : CommitToReference(git, place, reference, records, paths);

        // The ref, what is logged about it, the index, and that the lock is gone. Where there was nothing to commit, it is somebody else's commit
        // that must be durable before anybody is told so.
        disk.SyncFileSystem(place.Git.CommonDirectory);
        return done;
    }

    private (string Commit, MirrorTip Before) CommitToReference(
        GitCommands git, MirrorPlace place, string target, MirrorRecord[] records, string[] paths)
    {
        IReadOnlyList<string> ids = RecordBlobs.Hash(git, paths, isKept: true);
        var tip = MirrorTip.Of(GitObject.ReadAll(git, MirrorTip.Names(target, place.Segments), indexPath: null), target, place.Segments);
        var commits = RecordCommits.Write(git, new LooseObjects(ports, place.Git), place.Segments, tip, records.Zip(ids));
        if (!commits.IsEmpty)
        {
            disk.SyncFileSystem(place.Git.CommonDirectory);
            Publish(git, target, commits);
        }

        return (commits.Tip, tip);
    }

    private (string Commit, MirrorTip Before) CommitToBranch(
        GitCommands git, MirrorPlace place, OwnFiles own, MirrorRecord[] records, string[] paths)
    {
        using IndexLock held = IndexLock.Take(ports, own, place.Git);
        string branch = GitHead.Branch(disk, place.Git);
        using PrivateIndex index = PrivateIndex.Of(disk, own, place.Git);
        index.Add(git, paths);
        IReadOnlyList<string> names = MirrorTip.Names(branch, place.Segments);
        IReadOnlyList<GitObject?> read = GitObject.ReadAll(git, [.. names, .. paths.Select(RecordBlobs.NameInIndex)], index.ChangedPath);
        var tip = MirrorTip.Of(read, branch, place.Segments);
        IEnumerable<string> ids = RecordBlobs.IdsOf(read.Skip(names.Count));
        var commits = RecordCommits.Write(git, new LooseObjects(ports, place.Git), place.Segments, tip, records.Zip(ids));
        if (commits.IsEmpty)
        {
            return (commits.Tip, tip);
        }

        // All that the ref will lead to, the user's own commits before ours included, which git by itself does not flush.
        disk.SyncFileSystem(place.Git.CommonDirectory);
        try
        {
            index.Install();
            Publish(git, branch, commits);
            return (commits.Tip, tip);
        }
        catch
        {
            if (!IsAt(git, branch, commits.Tip))
            {
                index.Restore();
            }

            throw;
        }
    }

    /// <summary>Lets a ref point at commits that are durable, unless it has moved.</summary>
    private static void Publish(GitCommands git, string target, RecordCommits commits)
    {
        string old = commits.Old ?? new string('0', commits.Tip.Length);
        git.MoveReference(["update-ref", "-m", commits.Subject, target, commits.Tip, old]);
    }

    /// <summary>Whether a ref points at a commit after all, though the command that moves it failed or was stopped.</summary>
    private static bool IsAt(GitCommands git, string target, string commit)
    {
        try
        {
            GitAnswer answer = git.Try(["rev-parse", "--verify", "--quiet", target], default, []);
            return Encoding.ASCII.GetString(answer.Output.Span).Trim() == commit;
        }
        catch (Exception refused) when (refused is DaybookException or OperationCanceledException)
        {
            return false;
        }
    }
}
