namespace Daybook.Embedded.Runs;

/// <summary>The names of the fields of <c>run-info.yaml</c>, and their order in each shape.</summary>
internal static class RunField
{
    internal const string Version = "version";
    internal const string RunId = "run_id";
    internal const string ParentRunId = "parent_run_id";
    internal const string PreviousRunId = "previous_run_id";
    internal const string ProjectId = "project_id";
    internal const string TaskId = "task_id";
    internal const string AgentType = "agent_type";
    internal const string Agent = "agent";
    internal const string ProcessOwnership = "process_ownership";
    internal const string Pid = "pid";
    internal const string Pgid = "pgid";
    internal const string StartTime = "start_time";
    internal const string EndTime = "end_time";
    internal const string ExitCode = "exit_code";
    internal const string Status = "status";
    internal const string Cwd = "cwd";
    internal const string PromptPath = "prompt_path";
    internal const string OutputPath = "output_path";
    internal const string StdoutPath = "stdout_path";
    internal const string StderrPath = "stderr_path";
    internal const string CommandLine = "commandline";
    internal const string ErrorSummary = "error_summary";
    internal const string AgentVersion = "agent_version";
    internal const string HostName = "hostname";
    internal const string BootId = "boot_id";
    internal const string PidNamespace = "pid_namespace";
    internal const string PidStartTime = "pid_start_time";
    internal const string SupervisorPid = "supervisor_pid";
    internal const string SupervisorStartTime = "supervisor_start_time";

    /// <summary>The fields of the founding plan in its order, then ours, then those that only files of others have.</summary>
    internal static IReadOnlyList<string> OwnOrder { get; } =
    [
        RunId, ParentRunId, ProjectId, TaskId, AgentType, Pid, Pgid, StartTime, EndTime, ExitCode, Status,
        PreviousRunId, AgentVersion, Cwd, CommandLine, ErrorSummary, HostName, BootId, PidNamespace, PidStartTime, SupervisorPid, SupervisorStartTime,
        Version, ProcessOwnership, PromptPath, OutputPath, StdoutPath, StderrPath,
    ];

    /// <summary>The order of the system that grew out of the founding plan, then ours.</summary>
    internal static IReadOnlyList<string> RunAgentOrder { get; } =
    [
        Version, RunId, ParentRunId, PreviousRunId, ProjectId, TaskId, Agent, ProcessOwnership, Pid, Pgid, StartTime, EndTime, ExitCode, Status,
        Cwd, PromptPath, OutputPath, StdoutPath, StderrPath, CommandLine, ErrorSummary, AgentVersion,
        HostName, BootId, PidNamespace, PidStartTime, SupervisorPid, SupervisorStartTime,
    ];

    /// <summary>All that either shape knows.</summary>
    internal static IReadOnlySet<string> Known { get; } = new HashSet<string>([.. OwnOrder, Agent], StringComparer.Ordinal);
}
