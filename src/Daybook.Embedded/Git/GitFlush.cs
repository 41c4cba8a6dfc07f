using Daybook.Durability.FileSystem;

namespace Daybook.Embedded.Git;

/// <summary>
/// Makes a commit durable. Git by itself flushes none of it unless it is told to, and never a directory: of plain commits, a power cut takes
/// those of the last half minute.
/// </summary>
/// <param name="disk">The disk.</param>
/// <param name="git">The repository.</param>
internal sealed class GitFlush(IFileSystem disk, GitLayout git)
{
    private const string LogsFolder = "logs";

    /// <summary>Flushes objects that are files of their own, and their names. Those in packs were flushed by what packed them.</summary>
    internal void Objects(IEnumerable<string> ids)
    {
        string folder = Path.Join(git.CommonDirectory, LooseObjects.Folder);
        Files(folder, ids.Distinct(StringComparer.Ordinal).Select(static id => Path.Join(id[..LooseObjects.FanOutLetters], id[LooseObjects.FanOutLetters..])));
    }

    /// <summary>Flushes a ref, what is logged about it and about the work tree's HEAD, and their names.</summary>
    internal void Reference(string reference)
    {
        Files(git.CommonDirectory, [reference, Path.Join(LogsFolder, reference)]);
        Files(git.GitDirectory, [Path.Join(LogsFolder, GitHead.FileName)]);
    }

    /// <summary>Flushes those files that are there, then the names on the way to them, each directory once.</summary>
    private void Files(string root, IEnumerable<string> names)
    {
        var directories = new HashSet<string>(StringComparer.Ordinal);
        foreach (string path in names.Select(name => Path.Join(root, name)))
        {
            if (disk.Stat(path) is not { Kind: FileKind.Regular })
            {
                continue;
            }

            using IFile file = disk.Open(path, OpenMode.Read);
            file.Flush();
            for (string? level = Path.GetDirectoryName(path); level is not null && level.Length >= root.Length; level = Path.GetDirectoryName(level))
            {
                directories.Add(level);
            }
        }

        foreach (string directory in directories)
        {
            disk.SyncDirectory(directory);
        }
    }
}
