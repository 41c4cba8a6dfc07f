using Daybook.Tasks;

namespace Daybook.Cli.Commands.Tasks;

/// <summary>What <c>task resume</c> answers.</summary>
/// <param name="Session">The session to go on with.</param>
/// <param name="CurrentTask">What it works on.</param>
/// <param name="Interrupted">The other tasks in progress in nobody's hands.</param>
/// <param name="ChangedFiles">The files that git shows as uncommitted, from the work tree's root; first those that the current task is known to have changed.</param>
/// <param name="Ready">What may be begun next.</param>
/// <param name="Problems">What was skipped or is doubted; absent when there is nothing.</param>
internal sealed record ResumeAnswer(
    SessionRecord? Session,
    TaskRecord? CurrentTask,
    IReadOnlyList<TaskRecord> Interrupted,
    IReadOnlyList<string> ChangedFiles,
    IReadOnlyList<TaskRecord> Ready,
    IReadOnlyList<Problem>? Problems);
