namespace Daybook.Runs;

/// <summary>A run that is to be recorded.</summary>
public sealed record NewRun
{
    /// <summary>The project.</summary>
    public required string ProjectId { get; init; }

    /// <summary>The task.</summary>
    public required string TaskId { get; init; }

    /// <summary>The agent.</summary>
    public required string AgentType { get; init; }

    /// <summary>Its id; null lets the store assign one.</summary>
    public string? RunId { get; init; }

    /// <summary>The run that starts it.</summary>
    public string? ParentRunId { get; init; }

    /// <summary>The run that it is a restart of.</summary>
    public string? PreviousRunId { get; init; }

    /// <summary>The agent's process, which must run now; 0 where it is not known, or not started yet.</summary>
    public int Pid { get; init; }

    /// <summary>Whether the calling process stays, watches over the run and records its end.</summary>
    public bool IsSupervised { get; init; }

    /// <summary>The working directory.</summary>
    public string? Cwd { get; init; }

    /// <summary>The command, for people.</summary>
    public string? CommandLine { get; init; }

    /// <summary>The agent's version.</summary>
    public string? AgentVersion { get; init; }
}
