using System.Text;
using Daybook.Durability.Files;
using Daybook.Durability.FileSystem;
using Daybook.Embedded.Memory;
using Daybook.Errors;
using Daybook.Git;
using Daybook.Memory;

namespace Daybook.Embedded.Doctor;

/// <summary>Whether git leaves alone what belongs to this machine. Where git cannot be asked nothing is said.</summary>
internal sealed class StoreGitCheck(EmbeddedPorts ports, string store)
{
    internal const string Unignored = "unignored_store";

    private const int FilesMax = 20;
    private const int IgnoreBytesMax = 1 << 20;
    private static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(10);

    private string IgnorePath => Path.Join(store, StoreIgnoreFile.FileName);

    internal IEnumerable<Finding> Examine(StoreFile file, CancellationToken cancellationToken)
    {
        if (!StoreCreator.IsInWorkTree(ports.FileSystem, store) || GitLayout.Discover(ports.FileSystem, store) is not { } git)
        {
            yield break;
        }

        // Where git tracks memory, the check of memory looks at the rules.
        bool isMemoryTracked = file.Tracks(MemoryRecord.KindName);
        if (!isMemoryTracked && ports.FileSystem.Stat(IgnorePath) is { Kind: not FileKind.Regular })
        {
            yield return StoreDoctor.Found(
                "unsafe_file",
                Finding.Warning,
                IgnorePath,
                "it is no regular file, so git goes by no rules and sees the files of this machine",
                $"remove it or move it away, and run {StoreDoctor.FixCommand}");
        }
        else if (!isMemoryTracked && !StoreIgnoreFile.Everything.IsIn(ports.FileSystem, store))
        {
            yield return StoreDoctor.Found(
                Unignored, Finding.Warning, IgnorePath, "git sees the files of this machine, and git add takes them in", StoreDoctor.FixCommand);
        }

        string[] tracked = [.. Tracked(git, cancellationToken).Where(path => !IsForGit(path, isMemoryTracked))];
        foreach (string path in tracked.Take(FilesMax))
        {
            yield return StoreDoctor.Found(
                "tracked_file",
                Finding.Warning,
                path,
                "git tracks this file of this machine, so that a checkout or a merge can replace it under a writer",
                $"git rm --cached {path}, and commit");
        }

        if (tracked.Length > FilesMax)
        {
            yield return StoreDoctor.Found("more", Finding.Warning, store, $"git tracks {tracked.Length - FilesMax} more files of the store", "git rm --cached them, too");
        }
    }

    /// <summary>Writes the rules anew, as a store like this begins with them. The old ones are in the quarantine before.</summary>
    internal void WriteRules(StoreFile file)
    {
        var atomic = new AtomicFile(ports.FileSystem, ports.NewTempName);
        if (ports.FileSystem.Stat(IgnorePath) is { Kind: FileKind.Regular, Length: > 0 } && ports.FileSystem.ReadAll(IgnorePath, IgnoreBytesMax) is { } old)
        {
            DirectoryTree.Create(ports.FileSystem, StoreLayout.QuarantineDirectory(store));
            atomic.Write(Path.Join(StoreLayout.QuarantineDirectory(store), ports.QuarantineName("store-gitignore", "")), old);
            DirectoryTree.SyncPlace(ports.FileSystem, StoreLayout.QuarantineDirectory(store));
        }

        atomic.Write(IgnorePath, StoreIgnoreFile.WithoutMemory(file).Encode());
    }

    /// <summary>What git tracks in the folder; nothing where git cannot be asked, or was never given anything.</summary>
    private IEnumerable<string> Tracked(GitLayout git, CancellationToken cancellationToken)
    {
        if (ports.FileSystem.Stat(Path.Join(git.GitDirectory, "index")) is null)
        {
            return [];
        }

        try
        {
            GitAnswer answer = ports.Git.Run(new GitRequest(git.WorkTree, ["ls-files", "-z", "--", store], TimeLimit), cancellationToken);
            return answer.ExitCode == 0
                ? Encoding.UTF8.GetString(answer.Output.Span).Split('\0', StringSplitOptions.RemoveEmptyEntries).Select(path => Path.Join(git.WorkTree, path))
                : [];
        }
        catch (DaybookException)
        {
            return [];
        }
    }

    private bool IsForGit(string path, bool isMemoryTracked)
    {
        bool isLog = Path.GetDirectoryName(path) == Path.Join(store, "operations") && Ulid.TimeOf(Path.GetFileNameWithoutExtension(path)) is not null;
        return isLog || path == IgnorePath || (isMemoryTracked && MemoryTracking.SharedPaths(store).Contains(path, StringComparer.Ordinal));
    }
}
