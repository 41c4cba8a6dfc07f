namespace Daybook.Testing.Disk;

/// <summary>How thoroughly a protocol is crashed.</summary>
public sealed record CrashOptions
{
    /// <summary>How many crashes follow each other: with 2, the recovery from a crash is crashed too.</summary>
    public int Depth { get; init; } = 1;

    /// <summary>The states looked at for one crash; where there are more, a sample.</summary>
    public int StatesMaximum { get; init; } = 10_000;

    /// <summary>Decides every sample.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>The one row of crashes to run again, as the message of a <see cref="CrashFailureException"/> names it.</summary>
    public string? Replay { get; init; }
}
