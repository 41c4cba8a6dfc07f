using System.Globalization;

namespace Daybook.Testing.Disk;

/// <summary>What an exploration covered.</summary>
/// <param name="States">Surviving disks that were recovered from and checked, killed processes included.</param>
/// <param name="DistinctStates">Those of them that a power loss left and that differ in bytes, names or permissions.</param>
/// <param name="Crashes">Stopped runs, those of recoveries included.</param>
/// <param name="Calls">Calls that the protocol makes when nothing stops it.</param>
/// <param name="IsComplete">Whether every state was looked at and not just a sample.</param>
/// <param name="Elapsed">Time it took.</param>
/// <param name="Seed">The seed that decided the samples.</param>
public sealed record CrashReport(
    long States,
    int DistinctStates,
    long Crashes,
    int Calls,
    bool IsComplete,
    TimeSpan Elapsed,
    int Seed)
{
    /// <summary>The distinct states by how many crashes led to them, beginning with one.</summary>
    public IReadOnlyList<long> DistinctByDepth { get; init; } = [];

    public double StatesPerSecond => States / Elapsed.TotalSeconds;

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{States:N0} crash states ({DistinctStates:N0} distinct{(IsComplete ? "" : ", sampled")}) of {Crashes:N0} crashes in {Calls} calls, {StatesPerSecond:N0}/s, seed {Seed}");
}
