using Daybook.Durability.Errors;
using Daybook.Durability.FileSystem;
using Daybook.Runs;

namespace Daybook.Embedded.Runs;

/// <summary>Where the files of runs are.</summary>
internal sealed record RunPlaces : KindFolders
{
    /// <summary>How folders of ours that are not complete yet are named, beside those of runs.</summary>
    internal const string NewPrefix = ".new-";

    private RunPlaces(KindFolders folders, RunShape shape)
        : base(folders) => Shape = shape;

    /// <summary>How the files are written.</summary>
    internal RunShape Shape { get; }

    /// <summary>The places of a store's runs.</summary>
    internal static RunPlaces InStore(string store, StoreFile file)
    {
        KindFolders folders = InStore(store, file, RunRecord.KindName, KindPlace.RunAgentShape);
        return new RunPlaces(folders, folders.IsAdopted ? RunShape.RunAgent : RunShape.Own);
    }

    /// <summary>The places of runs without a store around them.</summary>
    internal static RunPlaces InFolder(string folder) => new(Beside(folder, RunRecord.KindName), RunShape.Own);

    /// <summary>The folder of a task's runs. Its ids must have been checked.</summary>
    internal TaskFolder TaskFolder(string projectId, string taskId) =>
        new(projectId, taskId, Path.Join(Directory, projectId, taskId, "runs"));

    /// <summary>Refuses a folder on the way to a task's runs that is none: what a repository brings along must not lead elsewhere.</summary>
    /// <exception cref="UnsafeFileException">Something else stands there.</exception>
    internal void Check(IFileSystem fileSystem, TaskFolder task)
    {
        CheckFolder(fileSystem, Directory);
        CheckFolder(fileSystem, Path.Join(Directory, task.ProjectId));
        CheckFolder(fileSystem, Path.Join(Directory, task.ProjectId, task.TaskId));
        CheckFolder(fileSystem, task.Runs);
    }
}
