using Daybook.Durability.Errors;
using Daybook.Durability.FileSystem;
using Daybook.Errors;
using Daybook.Runs;

namespace Daybook.Embedded.Runs;

/// <summary>Where the files of runs are.</summary>
internal sealed record RunPlaces
{
    /// <summary>How folders of ours that are not complete yet are named, beside those of runs.</summary>
    internal const string NewPrefix = ".new-";

    /// <summary>The folder that Daybook's own tree starts with.</summary>
    internal required string Root { get; init; }

    /// <summary>The folder of the projects.</summary>
    internal required string Directory { get; init; }

    internal required string LockDirectory { get; init; }

    /// <summary>What a repair took out of the way.</summary>
    internal required string QuarantineDirectory { get; init; }

    internal required RunShape Shape { get; init; }

    /// <summary>The places of a store's runs.</summary>
    internal static RunPlaces InStore(string folder, StoreFile store)
    {
        (string directory, bool isAdopted) = KindPlace.Resolve(folder, store, RunRecord.KindName, KindPlace.RunAgentShape);
        if (isAdopted)
        {
            return InRunAgentFolder(directory);
        }

        return new RunPlaces
        {
            Root = folder,
            Directory = directory,
            LockDirectory = StoreLayout.LockDirectory(folder),
            QuarantineDirectory = StoreLayout.QuarantineDirectory(folder),
            Shape = RunShape.Own,
        };
    }

    /// <summary>The places of runs without a store around them.</summary>
    internal static RunPlaces InFolder(string folder) => new()
    {
        Root = folder,
        Directory = folder,
        LockDirectory = StoreLayout.LockDirectory(Path.Join(folder, StoreLayout.StateFolderName)),
        QuarantineDirectory = StoreLayout.QuarantineDirectory(Path.Join(folder, StoreLayout.StateFolderName)),
        Shape = RunShape.Own,
    };

    /// <summary>The folder of a task's runs. Its ids must have been checked.</summary>
    internal TaskFolder TaskFolder(string projectId, string taskId) =>
        new(projectId, taskId, Path.Join(Directory, projectId, taskId, "runs"));

    /// <summary>Refuses a folder on the way to a task's runs that is none: what a repository brings along must not lead elsewhere.</summary>
    /// <exception cref="UnsafeFileException">Something else stands there.</exception>
    internal void Check(IFileSystem fileSystem, TaskFolder task)
    {
        foreach (string folder in new[] { Directory, Path.Join(Directory, task.ProjectId), Path.Join(Directory, task.ProjectId, task.TaskId), task.Runs })
        {
            if (fileSystem.Stat(folder) is { Kind: not FileKind.Directory } other)
            {
                throw new UnsafeFileException(folder, other.Kind);
            }
        }
    }

    /// <summary>Refuses to make a folder of another system's that was adopted and is gone.</summary>
    internal void CheckThere(IFileSystem fileSystem)
    {
        if (Shape.IsRunAgent && fileSystem.Stat(Directory) is null)
        {
            throw new NotFoundException($"{Directory}, the adopted folder of runs, is gone")
            {
                Path = Directory,
                Hint = "bring it back, or take kinds.runs out of daybook.json",
            };
        }
    }

    private static RunPlaces InRunAgentFolder(string folder)
    {
        string state = Path.Join(folder, StoreLayout.StateFolderName);
        return new RunPlaces
        {
            Root = folder,
            Directory = folder,
            LockDirectory = StoreLayout.LockDirectory(state),
            QuarantineDirectory = StoreLayout.QuarantineDirectory(state),
            Shape = RunShape.RunAgent,
        };
    }
}
