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
    private readonly HashSet<ulong> distinct = [];

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
        CrashEach(recorder.Points, prepared.AfterPowerLoss, new Ledger(prepared), protocol, level: 1);
        return new CrashReport(states, distinct.Count, crashes, disk.Calls, isComplete, watch.Elapsed, options.Seed);
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
            Recover(crashed.AfterKill, ledger, level, hash: null);
        }

        CrashStates survivors = new(crashed, options.StatesMaximum, options.Seed);
        Func<SimulatedFileSystem> start = survivors.Start;
        isComplete &= survivors.IsComplete;
        trail.Replace(survivors);
        while (survivors.MoveNext())
        {
            if (trail.Includes(level))
            {
                distinct.Add(survivors.Hash);
                Recover(start, ledger, level, survivors.Hash);
            }
        }

        trail.Pop();
    }

    private void Recover(Func<SimulatedFileSystem> start, Ledger inherited, int level, ulong? hash)
    {
        SimulatedFileSystem disk = start();
        Ledger ledger = inherited.PassOnTo(disk);
        CrashPointRecorder? recorder = null;
        if (level < depth)
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
            CrashEach(recorder.Points, start, inherited, check, level + 1);
        }
    }
}
