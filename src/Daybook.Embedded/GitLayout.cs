using System.Text;
using Daybook.Durability.FileSystem;

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
        return text.Length > prefix.Length && text.StartsWith(prefix, StringComparison.Ordinal)
            ? Path.GetFullPath(text[prefix.Length..], relativeTo)
            : null;
    }
}
