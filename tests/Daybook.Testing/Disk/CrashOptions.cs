namespace Daybook.Testing.Disk;

/// <summary>How thoroughly a protocol is crashed.</summary>
public sealed record CrashOptions
{
    /// <summary>How many crashes follow each other: with 2, the recovery from a crash is crashed too.</summary>
    public int Depth { get; init; } = 1;

    /// <summary>The states looked at for one crash; where there are more, a sample.</summary>
    public int StatesMaximum { get; init; } = 10_000;

    /// <summary>The crashes of one run that are looked at; where there are more, a sample.</summary>
    public int CrashesMaximum { get; init; } = int.MaxValue;

    /// <summary>The share of the states whose recovery is crashed in turn, where the depth asks for that at all.</summary>
    public double AgainShare { get; init; } = 1;

    /// <summary>The states met before: what was recovered from in this exploration is not again. <c>null</c>: each state is recovered from each time.</summary>
    public KnownStates? Known { get; init; }

    /// <summary>Decides every sample.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>The one row of crashes to run again, as the message of a <see cref="CrashFailureException"/> names it.</summary>
    public string? Replay { get; init; }
}
