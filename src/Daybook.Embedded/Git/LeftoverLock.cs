using Daybook.Durability.FileSystem;

namespace Daybook.Embedded.Git;

/// <summary>Locks in a repository that nobody holds any more.</summary>
internal static class LeftoverLock
{
    internal const string OwnLock = "git_lock_left";
    internal const string ForeignLock = "git_lock_stands";

    /// <summary>Git holds a lock for as long as a command runs; one that lets a person write a message runs for minutes.</summary>
    private static readonly TimeSpan SuspiciousAge = TimeSpan.FromMinutes(10);

    /// <summary>
    /// Removes what a killed process of ours left: its lock on the index, if that certainly is ours and its owner is not alive, and temp files.
    /// The caller holds the lock by which we take turns, and whoever was killed has lost it.
    /// </summary>
    /// <returns>Whether there was such a lock.</returns>
    internal static bool Remove(EmbeddedPorts ports, GitLayout git, OwnFiles own)
    {
        string path = Path.Join(git.GitDirectory, IndexLock.FileName);
        bool isLeft = IndexLockNote.Read(ports.FileSystem, path) is { } note && IsLeft(ports, git, note);
        if (isLeft)
        {
            // Only a person who removes it by hand, and a git that locks at once, could come in between these two lines.
            ports.FileSystem.Delete(path);
        }

        own.DiscardLeftovers();
        return isLeft;
    }

    /// <summary>Explains the locks that stand in the way of commits, without touching one.</summary>
    /// <param name="ports">The outside world.</param>
    /// <param name="git">The repository.</param>
    /// <param name="reference">The ref that gets the commits; null for the branch.</param>
    /// <param name="kind">The kind of record that doctor looks at.</param>
    internal static IEnumerable<Finding> Examine(EmbeddedPorts ports, GitLayout git, string? reference, string kind)
    {
        foreach (string path in Candidates(ports.FileSystem, git, reference))
        {
            if (ports.FileSystem.Stat(path) is not { } there)
            {
                continue;
            }

            if (IndexLockNote.Read(ports.FileSystem, path) is { } note)
            {
                if (!note.IsOwnerAlive(ports.Processes))
                {
                    yield return new Finding(
                        kind, OwnLock, Finding.Warning, path, null, "a process of Daybook was killed while it committed; git waits for it",
                        "daybook doctor ops --fix", Fixed: false);
                }
            }
            else if (ports.Time.GetUtcNow() - there.Modified > SuspiciousAge)
            {
                yield return new Finding(
                    kind, ForeignLock, Finding.Warning, path, null, "a git that was killed, or a power loss, left this lock; no commit can pass it",
                    "make sure that no git runs in this repository, then remove the file", Fixed: false);
            }
        }
    }

    private static bool IsLeft(EmbeddedPorts ports, GitLayout git, IndexLockNote note) =>
        !note.IsOwnerAlive(ports.Processes)
        && (note.IsOwnerGone(ports.Processes)
            || !FileSurroundings.UntrustedFileSystems.Contains(ports.FileSystem.FileSystemType(git.CommonDirectory)));

    private static IEnumerable<string> Candidates(IFileSystem disk, GitLayout git, string? reference)
    {
        yield return Path.Join(git.GitDirectory, IndexLock.FileName);
        yield return Path.Join(git.GitDirectory, "HEAD.lock");
        yield return Path.Join(git.CommonDirectory, "packed-refs.lock");
        if ((reference ?? GitHead.Named(disk, git)) is { } target)
        {
            yield return Path.Join(git.CommonDirectory, target + ".lock");
        }
    }
}
