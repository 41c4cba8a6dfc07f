namespace Daybook.Embedded.Runs;

/// <summary>A folder of a run, known by its name only.</summary>
/// <param name="Task">The folder of its task.</param>
/// <param name="RunId">The folder's own name.</param>
internal sealed record RunEntry(TaskFolder Task, string RunId)
{
    /// <summary>The record's file.</summary>
    internal const string FileName = "run-info.yaml";

    /// <summary>The record's file, in the first shape of the founding system.</summary>
    internal const string LegacyFileName = "cwd.txt";

    internal string ProjectId => Task.ProjectId;

    internal string TaskId => Task.TaskId;

    /// <summary>The run's folder.</summary>
    internal string Folder => Path.Join(Task.Runs, RunId);

    internal string File => Path.Join(Folder, FileName);

    internal string LegacyFile => Path.Join(Folder, LegacyFileName);
}
