using System.Diagnostics;

namespace Daybook.Testing.Disk;

/// <summary>One exploration: the recursion over crashes, the states they leave, and the crashes of recoveries from those.</summary>
internal sealed class Exploration
{
    private readonly Action<SimulatedFileSystem, Ledger> protocol;
    private readonly Action<SimulatedFileSystem, Ledger> check;
    private readonly CrashOptions options;
    private readonly CrashTrail trail;
    private readonly int depth;
    private readonly KnownStates known;
    private readonly long[] distinctByDepth;

    /// <summary>Disks, ledgers and depths whose recovery was already crashed: it would go the same way again.</summary>
    private readonly HashSet<(ulong Disk, int Ledger, int Level)> crashedAgain = [];

    private long states;
    private long crashes;
    private bool isComplete = true;

    internal Exploration(Action<SimulatedFileSystem, Ledger> protocol, Action<SimulatedFileSystem, Ledger> check, CrashOptions options)
    {
        this.protocol = protocol;
        this.check = check;
        this.options = options;
        trail = new CrashTrail(options);
        depth = trail.ReplayedDepth ?? options.Depth;
        known = options.Known ?? new KnownStates();
        known.Begin();
        distinctByDepth = new long[depth];
    }

    internal CrashReport Run(SimulatedFileSystem prepared)
    {
        Stopwatch watch = Stopwatch.StartNew();
        SimulatedFileSystem disk = prepared.AfterPowerLoss();
        Ledger ledger = new(disk);
        CrashPointRecorder recorder = new(ledger);
        disk.Record(recorder);
        protocol(disk, ledger);
        recorder.Finish(disk);
        CrashEach(Sample(recorder.Points, 0), prepared.AfterPowerLoss, new Ledger(prepared), protocol, level: 1);
        return new CrashReport(states, (int)distinctByDepth.Sum(), crashes, disk.Calls, isComplete, watch.Elapsed, options.Seed)
        {
            DistinctByDepth = distinctByDepth,
        };
    }

    private void CrashEach(
        IReadOnlyList<CrashPoint> points,
        Func<SimulatedFileSystem> start,
        Ledger inherited,
        Action<SimulatedFileSystem, Ledger> run,
        int level)
    {
        foreach (CrashPoint point in points)
        {
            if (trail.Includes(level, point))
            {
                SimulatedFileSystem disk = start();
                Ledger ledger = inherited.PassOnTo(disk);
                RunUntil(point, disk, ledger, run);
                crashes++;
                Survive(point, disk, ledger, level);
            }
        }
    }

    private static void RunUntil(CrashPoint point, SimulatedFileSystem disk, Ledger ledger, Action<SimulatedFileSystem, Ledger> run)
    {
        disk.CrashAt(point.Call, point.Moment);
        try
        {
            run(disk, ledger);
        }
        catch (Exception) when (disk.Crashed)
        {
            // Whatever a dying process makes of its death is lost with it; what counts is the disk.
        }

        disk.Crash();
    }

    private void Survive(CrashPoint point, SimulatedFileSystem crashed, Ledger ledger, int level)
    {
        trail.Push(point);
        if (trail.Includes(level))
        {
            Recover(crashed.AfterKill, ledger, level, hash: null, likeness: (ulong)point.Call);
        }

        CrashStates survivors = new(crashed, options.StatesMaximum, options.Seed);
        Func<SimulatedFileSystem> start = survivors.Start;
        isComplete &= survivors.IsComplete;
        trail.Replace(survivors);
        while (survivors.MoveNext())
        {
            if (trail.Includes(level))
            {
                bool isKnown = known.Meet(survivors.Hash, ledger.Hash, out bool isNew);
                distinctByDepth[level - 1] += isNew ? 1 : 0;
                if (!isKnown || options.Known is null)
                {
                    Recover(start, ledger, level, survivors.Hash, survivors.Hash);
                }
            }
        }

        trail.Pop();
    }

    private void Recover(Func<SimulatedFileSystem> start, Ledger inherited, int level, ulong? hash, ulong likeness)
    {
        SimulatedFileSystem disk = start();
        Ledger ledger = inherited.PassOnTo(disk);
        CrashPointRecorder? recorder = null;
        if (level < depth && IsCrashedAgain(likeness))
        {
            recorder = new CrashPointRecorder(ledger);
            disk.Record(recorder);
        }

        try
        {
            check(disk, ledger);
        }
        catch (Exception failure)
        {
            throw trail.Failure(failure, inherited);
        }

        states++;
        recorder?.Finish(disk);

        // A recovery that changed nothing leaves nothing new to crash.
        bool isNew = hash is not { } of || crashedAgain.Add((of, inherited.Hash, level));
        if (recorder is not null && disk.Changes > 0 && isNew)
        {
            CrashEach(Sample(recorder.Points, likeness), start, inherited, check, level + 1);
        }
    }

    /// <summary>Whether a state is in the share whose recoveries are crashed: its own bytes decide, so that a replay comes to the same.</summary>
    private bool IsCrashedAgain(ulong likeness) =>
        trail.ReplayedDepth is not null || options.AgainShare >= 1 || Chance(likeness) < options.AgainShare;

    private IReadOnlyList<CrashPoint> Sample(IReadOnlyList<CrashPoint> points, ulong likeness) =>
        trail.ReplayedDepth is not null || points.Count <= options.CrashesMaximum
            ? points
            : [.. points.OrderBy(point => Chance(likeness ^ ((ulong)point.Call << 1) ^ (ulong)point.Moment)).Take(options.CrashesMaximum)];

    /// <summary>A number from 0 to 1 that the seed decides, the same in every process.</summary>
    private double Chance(ulong likeness) => (DiskHash.Mix((ulong)options.Seed + 1, likeness) >> 11) * (1.0 / (1UL << 53));
}
