using Daybook.Errors;
using Daybook.Processes;

namespace Daybook.Runs;

/// <summary>What a run's record becomes when something happens to it. Pure: an engine stores what these answer.</summary>
public static class RunLifecycle
{
    /// <summary>What <c>exit_code</c> says of an end that nobody saw.</summary>
    public const int ExitCodeUnseen = -1;

    private const string EndedUnseen = "interrupted: its process ended and nobody recorded how";
    private const string SupervisorKilled = "interrupted: what watched over it was killed";

    /// <summary>The record of a run that starts now.</summary>
    /// <exception cref="InvalidInputException">Its process does not run.</exception>
    public static RunRecord Start(NewRun run, string id, DateTimeOffset now, IProcessTable processes)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(processes);
        long? started = run.Pid == 0 ? null : processes.StartTimeOf(run.Pid);
        if (run.Pid != 0 && started is null)
        {
            throw new InvalidInputException($"no process {run.Pid} runs here")
            {
                Hint = "leave the pid out; the run then counts as unknown until it is finished",
            };
        }

        return new RunRecord
        {
            RunId = id,
            ParentRunId = run.ParentRunId,
            ProjectId = run.ProjectId,
            TaskId = run.TaskId,
            AgentType = run.AgentType,
            Pid = run.Pid,
            Pgid = run.Pid,
            StartTime = now,
            Status = RunStatus.Running,
            PreviousRunId = run.PreviousRunId,
            AgentVersion = run.AgentVersion,
            Cwd = run.Cwd,
            CommandLine = run.CommandLine,
            HostName = processes.HostName,
            BootId = processes.Now.BootId,
            PidNamespace = processes.PidNamespace,
            PidStartTime = started,
            SupervisorPid = run.IsSupervised ? processes.OwnPid : null,
            SupervisorStartTime = run.IsSupervised ? processes.StartTimeOf(processes.OwnPid) : null,
        };
    }

    /// <summary>Whether a stored run is the one that is asked to be stored, so that a repeated call succeeds.</summary>
    public static bool IsRepeated(RunRecord stored, NewRun run)
    {
        ArgumentNullException.ThrowIfNull(stored);
        ArgumentNullException.ThrowIfNull(run);
        return stored.ProjectId == run.ProjectId && stored.TaskId == run.TaskId && stored.AgentType == run.AgentType
            && stored.ParentRunId == run.ParentRunId && stored.PreviousRunId == run.PreviousRunId
            && (run.Pid == 0 || stored.Pid == run.Pid) && !run.IsSupervised;
    }

    /// <summary>
    /// The record of a run that ended. The first end stands: a second one that says the same changes nothing. An end that a sweep could only
    /// infer gives way to one that somebody saw.
    /// </summary>
    /// <exception cref="ConflictException">Another end is recorded.</exception>
    public static RunRecord Finish(RunRecord run, RunFinish finish, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(finish);
        if (run.Status is RunStatus.Completed or RunStatus.Failed && !IsInferred(run))
        {
            bool agrees = run.Status == finish.Status
                && (finish.ExitCode is null || finish.ExitCode == run.ExitCode)
                && (finish.ErrorSummary is null || finish.ErrorSummary == run.ErrorSummary);
            return agrees ? run : throw new ConflictException(
                $"run {run.RunId} already ended as {RunStatusName.Of(run.Status)} with exit code {run.ExitCode ?? ExitCodeUnseen}")
            {
                Id = run.RunId,
                Hint = "the first end stands; daybook run show tells it",
            };
        }

        return run with
        {
            Status = finish.Status,
            StatusWord = null,
            ExitCode = finish.ExitCode ?? (finish.Status == RunStatus.Completed ? 0 : ExitCodeUnseen),
            EndTime = now,
            ErrorSummary = finish.ErrorSummary ?? (IsInferred(run) ? null : run.ErrorSummary),
        };
    }

    /// <summary>The record of a run whose process is gone without having recorded an end.</summary>
    public static RunRecord Interrupt(RunRecord run, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(run);
        return run with
        {
            Status = RunStatus.Interrupted,
            ExitCode = ExitCodeUnseen,
            EndTime = now,
            ErrorSummary = run.Supervisor is null ? EndedUnseen : SupervisorKilled,
        };
    }

    // A system that knows no such word has it as failed, and only the whole summary tells: somebody may have written one that begins alike.
    private static bool IsInferred(RunRecord run) => run.Status == RunStatus.Interrupted
        || run is { Status: RunStatus.Failed, ExitCode: ExitCodeUnseen, ErrorSummary: EndedUnseen or SupervisorKilled };
}
