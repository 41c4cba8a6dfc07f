using Daybook.Testing.Disk;

namespace Daybook.Proof.Crashes;

/// <summary>What one thread saw of one protocol.</summary>
internal sealed class StatesCount
{
    public KnownStates Known { get; } = new();

    public long[] ByDepth { get; } = new long[CrashKinds.Depth];

    public long Crashes { get; private set; }

    public int Rounds { get; private set; }

    public double Seconds { get; private set; }

    public void Add(CrashReport report)
    {
        Crashes += report.Crashes;
        Rounds++;
        Seconds += report.Elapsed.TotalSeconds;
        for (int depth = 0; depth < ByDepth.Length; depth++)
        {
            ByDepth[depth] += report.DistinctByDepth[depth];
        }
    }
}
