using System.Diagnostics;

namespace Daybook.Proof.Fuzzing;

/// <summary>A thread that tries inputs, and tells which one it is at, so that somebody else can see it hang.</summary>
internal sealed class FuzzWorker
{
    private readonly Lock gate = new();
    private byte[] input = new byte[Mutator.BytesMax + 64];
    private int length;
    private long since;
    private IFuzzTarget? target;

    /// <summary>Tries some inputs.</summary>
    /// <returns>The first on which the parser fails; null where it stands.</returns>
    public FuzzFinding? Try(IFuzzTarget tried, FuzzRandom random, int count)
    {
        var mutator = new Mutator(tried, random);
        for (int done = 0; done < count; done++)
        {
            ReadOnlySpan<byte> next = mutator.Next();
            Begin(tried, next);
            if (FuzzExecution.Run(tried, next) is { } finding)
            {
                End();
                return finding;
            }
        }

        End();
        return null;
    }

    /// <summary>The input at which this thread has been for so long; null where it goes on.</summary>
    public FuzzFinding? FindHang(TimeSpan limit)
    {
        lock (gate)
        {
            return target is { } stuck && Stopwatch.GetElapsedTime(since) > limit
                ? new FuzzFinding(stuck.Name, input.AsSpan(0, length).ToArray(), $"it has not come back for {limit.TotalSeconds:0} seconds")
                : null;
        }
    }

    private void Begin(IFuzzTarget tried, ReadOnlySpan<byte> next)
    {
        lock (gate)
        {
            if (next.Length > input.Length)
            {
                input = new byte[next.Length];
            }

            next.CopyTo(input);
            length = next.Length;
            target = tried;
            since = Stopwatch.GetTimestamp();
        }
    }

    private void End()
    {
        lock (gate)
        {
            target = null;
        }
    }
}
