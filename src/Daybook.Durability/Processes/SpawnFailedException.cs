using Daybook.Durability.Errors;

namespace Daybook.Durability.Processes;

/// <summary>A process could not be started.</summary>
public sealed class SpawnFailedException : DurabilityException
{
    /// <summary>Names the program and why.</summary>
    public SpawnFailedException(string program, bool isNotFound, string words)
        : base($"cannot start {program}: {words}", program) => IsNotFound = isNotFound;

    /// <summary>Whether there is no such program, rather than one that cannot be run.</summary>
    public bool IsNotFound { get; }
}
