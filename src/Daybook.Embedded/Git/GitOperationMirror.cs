using Daybook.Durability.Errors;
using Daybook.Durability.FileSystem;
using Daybook.Durability.Locks;
using Daybook.Embedded.Operations;
using Daybook.Errors;

namespace Daybook.Embedded.Git;

/// <summary>
/// Mirrors the logs of operations in git: a commit each while they are few, on the branch of the work tree they stand in or on a ref of their
/// own. What the user has staged or changed, hooks and signing are left alone; wherever a commit might get into somebody's way, the logs wait.
/// </summary>
/// <param name="ports">The outside world.</param>
/// <param name="folder">The folder of the logs, absolute.</param>
/// <param name="reference">The ref that gets the commits, such as <c>refs/daybook/operations</c>; null for the branch.</param>
/// <param name="lockWait">How long to wait for other processes of ours.</param>
internal sealed class GitOperationMirror(EmbeddedPorts ports, string folder, string? reference, TimeSpan lockWait) : IOperationMirror
{
    /// <summary>So many logs under one lock: more would let people wait for it.</summary>
    private const int RecordsPerTurn = 64;

    /// <summary>So many logs that are missing go along with others, the newest first: more would let the caller wait for what it has not asked for.</summary>
    private const int CompanionsMax = RecordsPerTurn;

    /// <summary>So many of those are read, since operations may be open: a tenth of a second for people who leave thousands open.</summary>
    private const int CandidatesMax = 4_096;

    /// <summary>What to do where the disk refuses: what is told about a write that failed is not true of a log, which is stored before it is committed.</summary>
    private const string RefusalHint = "the log itself is stored; mend that, then run daybook doctor ops --fix";

    private static readonly MirrorOutcome.Pending Ended = new("the wait for git was ended", "run daybook doctor ops --fix");

    private readonly IFileSystem disk = ports.FileSystem;

    /// <inheritdoc/>
    /// <remarks>In the order given; the answer names the last commit.</remarks>
    public MirrorOutcome Commit(IReadOnlyList<MirrorRecord> records, CancellationToken cancellationToken) =>
        Commit(records, [], static _ => null, cancellationToken);

    /// <inheritdoc/>
    public MirrorOutcome Commit(
        IReadOnlyList<MirrorRecord> records, IReadOnlyList<string> known, Func<string, MirrorRecord?> find, CancellationToken cancellationToken)
    {
        try
        {
            MirrorPlace place = MirrorPlace.Find(disk, folder);
            var mirroring = new MirrorTurn(ports, place, new GitCommands(ports.Git, place.Git.WorkTree, cancellationToken), reference, lockWait);
            var steps = new List<MirrorStep>();
            foreach (MirrorRecord[] turn in records.Chunk(RecordsPerTurn))
            {
                cancellationToken.ThrowIfCancellationRequested();
                steps.Add(mirroring.Commit(turn));
            }

            if (steps is [.., var last])
            {
                TakeAlong(mirroring, Missing(known, last.Before, place).Except(records.Select(static record => record.Path), StringComparer.Ordinal), find);
            }

            return new MirrorOutcome.Committed(steps is [.., var newest] ? newest.Commit : "", [.. steps.SelectMany(static step => step.Refused)]);
        }
        catch (DaybookException refused)
        {
            return Waiting(refused);
        }
        catch (DurabilityException refused)
        {
            return Waiting(refused);
        }
        catch (OperationCanceledException)
        {
            return Ended;
        }
    }

    /// <inheritdoc/>
    /// <remarks>What is no file, a log never is; nor is one that is gone.</remarks>
    public MirrorLook Look(IReadOnlyList<string> paths, CancellationToken cancellationToken)
    {
        string[] logs = [];
        try
        {
            logs = [.. paths.Where(path => disk.Stat(path) is { Kind: FileKind.Regular })];
            MirrorPlace place = MirrorPlace.Find(disk, folder);
            var git = new GitCommands(ports.Git, place.Git.WorkTree, cancellationToken);
            string[] names = [.. logs.Select(static path => Path.GetFileName(path))];
            string from = reference ?? GitHead.FileName;
            var tip = MirrorTip.Of(GitObject.ReadAll(git, MirrorTip.Names(from, place.Segments), indexPath: null), from, place.Segments);
            IReadOnlyList<string?> ids = RecordBlobs.HashEach(git, [.. names.Select(place.PathOf)]);
            return new MirrorLook([.. logs.Where((_, index) => ids[index] is not { } id || tip.Find(names[index], place.Segments.Count) != id)], Fault: null);
        }
        catch (DaybookException refused)
        {
            return new MirrorLook(logs, Waiting(refused));
        }
        catch (DurabilityException refused)
        {
            return new MirrorLook(logs, Waiting(refused));
        }
        catch (OperationCanceledException)
        {
            return new MirrorLook(logs, Ended);
        }
    }

    /// <inheritdoc/>
    public bool Recover()
    {
        try
        {
            MirrorPlace place = MirrorPlace.Find(disk, folder);
            using FileLock turn = MirrorTurn.Take(ports, place, lockWait);
            return LeftoverLock.Remove(ports, place.Git, new OwnFiles(ports, place.Git.GitDirectory));
        }
        catch (Exception refused) when (refused is DaybookException or DurabilityException)
        {
            // What cannot be removed is found again by the next look.
            return false;
        }
    }

    /// <inheritdoc/>
    public IEnumerable<Finding> Examine(string kind) =>
        GitLayout.Discover(disk, folder) is { } git ? LeftoverLock.Examine(ports, git, reference, kind) : [];

    private static MirrorOutcome.Pending Waiting(DaybookException refused) =>
        new(refused.Message, refused.Hint ?? "run daybook doctor ops --fix when it is mended");

    private static MirrorOutcome.Pending Waiting(DurabilityException refused) => new(refused.Message, RefusalHint);

    /// <summary>The logs that the commit before ours did not have at all.</summary>
    private static IEnumerable<string> Missing(IReadOnlyList<string> known, MirrorTip tip, MirrorPlace place)
    {
        HashSet<string> there = tip.NamesIn(place.Segments.Count).ToHashSet(StringComparer.Ordinal);
        return known.Where(path => !there.Contains(Path.GetFileName(path)));
    }

    /// <summary>Commits some logs that nobody asked for. Whatever comes of it, those that were asked for are committed.</summary>
    private static void TakeAlong(MirrorTurn mirroring, IEnumerable<string> missing, Func<string, MirrorRecord?> find)
    {
        try
        {
            MirrorRecord[] companions = [.. missing.Take(CandidatesMax).Select(find).OfType<MirrorRecord>().Take(CompanionsMax)];
            if (companions.Length > 0)
            {
                mirroring.Commit(companions);
            }
        }
        catch (Exception refused) when (refused is DaybookException or DurabilityException or OperationCanceledException)
        {
            // They stay pending, and the next look tells of them.
        }
    }
}
