namespace Daybook.Embedded.Runs;

/// <summary>The folder of a task's runs.</summary>
/// <param name="ProjectId">The project.</param>
/// <param name="TaskId">The task.</param>
/// <param name="Runs">The folder in which each run has its own.</param>
internal sealed record TaskFolder(string ProjectId, string TaskId, string Runs);
