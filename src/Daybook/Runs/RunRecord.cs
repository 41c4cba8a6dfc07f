using Daybook.Processes;

namespace Daybook.Runs;

/// <summary>One run of an agent's process: what <c>run-info.yaml</c> says. Blank texts count as absent.</summary>
public sealed record RunRecord
{
    /// <summary>The singular name of the kind.</summary>
    public const string KindName = "runs";

    /// <summary>The run's id, the name of its folder.</summary>
    public required string RunId { get; init; }

    /// <summary>The run that started this one.</summary>
    public string? ParentRunId { get; init; }

    /// <summary>The project it belongs to.</summary>
    public required string ProjectId { get; init; }

    /// <summary>The task it works on.</summary>
    public required string TaskId { get; init; }

    /// <summary>Which agent runs.</summary>
    public string? AgentType { get; init; }

    /// <summary>The number of the agent's process; 0 while none is known.</summary>
    public int Pid { get; init; }

    /// <summary>The number of its process group; 0 while none is known.</summary>
    public int Pgid { get; init; }

    /// <summary>When it started, UTC; null only in a file of others that does not say.</summary>
    public DateTimeOffset? StartTime { get; init; }

    /// <summary>When it ended, UTC; null while it runs.</summary>
    public DateTimeOffset? EndTime { get; init; }

    /// <summary>The exit code, 128 and the signal's number after a signal, -1 where the end was not seen; null while it runs.</summary>
    public int? ExitCode { get; init; }

    /// <summary>The state as it is stored; <see cref="RunLiveness"/> tells what it is now.</summary>
    public RunStatus Status { get; init; }

    /// <summary>The stored word where it is none that this version knows.</summary>
    public string? StatusWord { get; init; }

    /// <summary>The run of which this one is a restart.</summary>
    public string? PreviousRunId { get; init; }

    /// <summary>The agent's version, as it says itself.</summary>
    public string? AgentVersion { get; init; }

    /// <summary>The working directory.</summary>
    public string? Cwd { get; init; }

    /// <summary>The command, for people.</summary>
    public string? CommandLine { get; init; }

    /// <summary>Why it ended badly, in a few words.</summary>
    public string? ErrorSummary { get; init; }

    /// <summary>The machine it runs on.</summary>
    public string? HostName { get; init; }

    /// <summary>The boot in which it runs.</summary>
    public string? BootId { get; init; }

    /// <summary>The numbering in which its process ids count.</summary>
    public string? PidNamespace { get; init; }

    /// <summary>When <see cref="Pid"/> started, in the system's unit.</summary>
    public long? PidStartTime { get; init; }

    /// <summary>The process that watches over the run and records its end; null where none does.</summary>
    public int? SupervisorPid { get; init; }

    /// <summary>When <see cref="SupervisorPid"/> started, in the system's unit.</summary>
    public long? SupervisorStartTime { get; init; }

    /// <summary>The version of the file's shape, where it says one.</summary>
    public int? Version { get; init; }

    /// <summary><c>managed</c> or <c>external</c>, in files of the founding system.</summary>
    public string? ProcessOwnership { get; init; }

    /// <summary>Where the prompt is, if not in <c>prompt.md</c> beside the record.</summary>
    public string? PromptPath { get; init; }

    /// <summary>Where the answer is, if not in <c>output.md</c>.</summary>
    public string? OutputPath { get; init; }

    /// <summary>Where stdout is, if not in <c>agent-stdout.txt</c>.</summary>
    public string? StdoutPath { get; init; }

    /// <summary>Where stderr is, if not in <c>agent-stderr.txt</c>.</summary>
    public string? StderrPath { get; init; }

    /// <summary>Fields that this version does not know, by name, as they stand in the file. A rewrite keeps them.</summary>
    public IReadOnlyDictionary<string, string> Extra { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Whether an end is recorded.</summary>
    public bool IsFinished => Status is RunStatus.Completed or RunStatus.Failed or RunStatus.Interrupted;

    /// <summary>The agent's process, where the record names it for good.</summary>
    public ProcessIdentity? Process => IdentityOf(Pid, PidStartTime);

    /// <summary>The supervising process, where there is one and the record names it for good.</summary>
    public ProcessIdentity? Supervisor => IdentityOf(SupervisorPid ?? 0, SupervisorStartTime);

    private ProcessIdentity? IdentityOf(int pid, long? started) =>
        pid > 0 && started is { } at && BootId is { Length: > 0 } boot && PidNamespace is { Length: > 0 } numbering
            ? new ProcessIdentity(pid, at, boot, numbering)
            : null;
}
