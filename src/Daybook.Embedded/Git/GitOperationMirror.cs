using Daybook.Durability.Errors;
using Daybook.Durability.FileSystem;
using Daybook.Durability.Locks;
using Daybook.Embedded.Operations;
using Daybook.Errors;

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
    /// <summary>So many logs under one lock: more would let people wait for it.</summary>
    private const int RecordsPerTurn = 64;

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
            var mirroring = new MirrorTurn(ports, place, new GitCommands(ports.Git, place.Git.WorkTree, cancellationToken), reference);
            string commit = "";
            MirrorTip? tip = null;
            foreach (MirrorRecord[] turn in records.Chunk(RecordsPerTurn))
            {
                cancellationToken.ThrowIfCancellationRequested();
                (commit, tip) = mirroring.Commit(turn);
            }

            IEnumerable<string> missing = Missing(known, tip, place).Except(records.Select(static record => record.Path), StringComparer.Ordinal);
            foreach (MirrorRecord[] turn in missing.Select(find).OfType<MirrorRecord>().Chunk(RecordsPerTurn))
            {
                mirroring.Commit(turn);
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

    /// <inheritdoc/>
    public bool Recover()
    {
        try
        {
            MirrorPlace place = MirrorPlace.Find(disk, folder);
            using FileLock turn = MirrorTurn.Take(ports, place);
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
        GitLayout.Discover(disk, folder) is { } git ? LeftoverLock.Examine(ports, git, kind) : [];

    private static MirrorOutcome.Pending Waiting(DaybookException refused) =>
        new(refused.Message, refused.Hint ?? "run daybook doctor ops --fix when it is mended");

    /// <summary>The logs that the commit before ours did not have at all.</summary>
    private static IEnumerable<string> Missing(IReadOnlyList<string> known, MirrorTip? tip, MirrorPlace place)
    {
        HashSet<string> there = (tip?.NamesIn(place.Segments.Count) ?? []).ToHashSet(StringComparer.Ordinal);
        return tip is null ? [] : known.Where(path => !there.Contains(Path.GetFileName(path)));
    }
}
