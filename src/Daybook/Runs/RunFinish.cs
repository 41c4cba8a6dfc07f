namespace Daybook.Runs;

/// <summary>How a run ended.</summary>
public sealed record RunFinish
{
    /// <summary><see cref="RunStatus.Completed"/> or <see cref="RunStatus.Failed"/>.</summary>
    public required RunStatus Status { get; init; }

    /// <summary>The exit code; null stands for 0 of a run that completed, and for -1, not known, of one that failed.</summary>
    public int? ExitCode { get; init; }

    /// <summary>Why it failed, in a few words.</summary>
    public string? ErrorSummary { get; init; }
}
