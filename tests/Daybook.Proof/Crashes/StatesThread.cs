using System.Globalization;
using Daybook.Testing.Disk;

namespace Daybook.Proof.Crashes;

/// <summary>One thread of the exploration, its store, its seeds and what it counted.</summary>
internal sealed class StatesThread
{
    private readonly CrashStore store = new();
    private readonly int step;
    private int seed;

    public StatesThread(int number, int threads, int seed)
    {
        step = threads;
        this.seed = (seed * threads) + number;
    }

    public IReadOnlyDictionary<string, StatesCount> Counts { get; } = CrashKinds.All.ToDictionary(static kind => kind.Name, static _ => new StatesCount());

    /// <summary>Explores one seed of the protocol that is furthest behind.</summary>
    /// <returns>The states that were new.</returns>
    public int Explore()
    {
        CrashKind kind = CrashKinds.All.MinBy(kind => Counts[kind.Name].Known.Distinct / kind.Weight) ?? CrashKinds.All[0];
        seed += step;
        StatesCount count = Counts[kind.Name];
        CrashReport report = Explore(store, kind, seed, CrashKinds.Round(seed, count.Known));
        count.Add(report);
        return report.DistinctStates;
    }

    /// <summary>Explores one seed of one protocol.</summary>
    /// <exception cref="ProofFailedException">A state came back otherwise than promised.</exception>
    public static CrashReport Explore(CrashStore store, CrashKind kind, int seed, CrashOptions options)
    {
        CrashProtocol protocol = kind.Create(store, seed);
        try
        {
            return CrashExplorer.Explore(Prepared(store, protocol), protocol.Run, protocol.Recover, options);
        }
        catch (CrashFailureException failure)
        {
            throw new ProofFailedException(string.Create(CultureInfo.InvariantCulture, $"{kind.Name}, seed {seed} of that protocol: {failure.Message}"), failure);
        }
    }

    /// <summary>A disk on which a protocol can begin, everything durable.</summary>
    public static SimulatedFileSystem Prepared(CrashStore store, CrashProtocol protocol)
    {
        SimulatedFileSystem disk = store.Base.AfterPowerLoss();
        protocol.Prepare(disk);
        disk.SyncAll();
        return disk;
    }
}
