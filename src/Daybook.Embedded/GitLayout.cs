using System.Text;
using Daybook.Durability.FileSystem;
using Daybook.Errors;

namespace Daybook.Embedded;

/// <summary>
/// Where git keeps what, read from its files and not by starting git, which would cost every command some milliseconds
/// (man gitrepository-layout).
/// </summary>
/// <param name="WorkTree">The root of the work tree that the command stands in.</param>
/// <param name="GitDirectory">The directory with this work tree's own HEAD and index.</param>
/// <param name="CommonDirectory">The directory that all work trees of the repository share.</param>
internal sealed record GitLayout(string WorkTree, string GitDirectory, string CommonDirectory)
{
    private const int PointerBytesMaximum = 64 << 10;
    private const string DotGit = ".git";

    /// <summary>The main work tree, or null where there is none: a bare repository, a submodule.</summary>
    internal string? MainWorkTree => Path.GetFileName(CommonDirectory) == DotGit ? Path.GetDirectoryName(CommonDirectory) : null;

    /// <summary>
    /// The roots of all work trees of the repository, this one first, as <c>git worktree list</c> tells them. One that is gone is left out, as git
    /// would prune it.
    /// </summary>
    /// <exception cref="NotFoundException">One is locked, as those on a disk that comes and goes are, and not there.</exception>
    internal IReadOnlyList<string> WorkTrees(IFileSystem fileSystem)
    {
        List<string> roots = [WorkTree];
        if (MainWorkTree is { } main)
        {
            roots.Add(main);
        }

        string linked = Path.Join(CommonDirectory, "worktrees");
        foreach (string name in fileSystem.Stat(linked) is null ? [] : fileSystem.List(linked))
        {
            string entry = Path.Join(linked, name);
            if (ReadPointer(fileSystem, Path.Join(entry, "gitdir"), "", entry) is { } dotGit && Path.GetDirectoryName(dotGit) is { } root)
            {
                if (fileSystem.Stat(dotGit) is not null)
                {
                    roots.Add(root);
                }
                else if (fileSystem.Stat(Path.Join(entry, "locked")) is not null)
                {
                    throw new NotFoundException($"the work tree {root} is locked and not there")
                    {
                        Path = root,
                        Hint = "bring it back, or run git worktree unlock and git worktree prune if it is gone for good",
                    };
                }
            }
        }

        return [.. roots.Distinct(StringComparer.Ordinal)];
    }

    /// <summary>Finds the repository around a directory; null outside of one.</summary>
    internal static GitLayout? Discover(IFileSystem fileSystem, string directory)
    {
        for (string? level = directory; level is not null; level = Path.GetDirectoryName(level))
        {
            string dotGit = Path.Join(level, DotGit);
            string? gitDirectory = fileSystem.Stat(dotGit)?.Kind switch
            {
                FileKind.Directory => dotGit,
                FileKind.Regular => ReadPointer(fileSystem, dotGit, "gitdir: ", level),
                _ => null,
            };
            if (gitDirectory is not null && fileSystem.Stat(Path.Join(gitDirectory, "HEAD")) is not null)
            {
                string common = ReadPointer(fileSystem, Path.Join(gitDirectory, "commondir"), "", gitDirectory) ?? gitDirectory;
                return new GitLayout(level, Path.TrimEndingDirectorySeparator(gitDirectory), Path.TrimEndingDirectorySeparator(common));
            }
        }

        return null;
    }

    private static string? ReadPointer(IFileSystem fileSystem, string path, string prefix, string relativeTo)
    {
        byte[]? content = fileSystem.ReadAll(path, PointerBytesMaximum);
        string text = content is null ? "" : Encoding.UTF8.GetString(content).TrimEnd('\r', '\n');
        return text.Length > prefix.Length && text.StartsWith(prefix, StringComparison.Ordinal) && !text.Contains('\0', StringComparison.Ordinal)
            ? Path.GetFullPath(text[prefix.Length..], relativeTo)
            : null;
    }
}
