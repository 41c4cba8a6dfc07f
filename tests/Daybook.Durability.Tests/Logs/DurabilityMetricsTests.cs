using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Daybook.Durability.FileSystem;
using Daybook.Durability.Logs;
using Daybook.Testing.Disk;
using Xunit;

namespace Daybook.Durability.Tests.Logs;

/// <summary>What a log tells of itself to whoever listens.</summary>
public sealed class DurabilityMetricsTests : IDisposable
{
    private readonly SimulatedFileSystem disk = new();
    private readonly OwnMeter factory = new();
    private readonly DurabilityMetrics metrics;
    private readonly MeterListener listener = new();
    private readonly ConcurrentQueue<(string Name, double Value)> told = [];

    public DurabilityMetricsTests()
    {
        disk.PlantDirectory(SimulatedLog.Root);
        metrics = new DurabilityMetrics(factory);
        listener.InstrumentPublished = (instrument, listening) =>
        {
            if (ReferenceEquals(instrument.Meter, factory.Made))
            {
                listening.EnableMeasurementEvents(instrument);
            }
        };
        listener.SetMeasurementEventCallback<long>((instrument, value, _, _) => told.Enqueue((instrument.Name, value)));
        listener.SetMeasurementEventCallback<int>((instrument, value, _, _) => told.Enqueue((instrument.Name, value)));
        listener.SetMeasurementEventCallback<double>((instrument, value, _, _) => told.Enqueue((instrument.Name, value)));
        listener.Start();
    }

    public void Dispose()
    {
        listener.Dispose();
        metrics.Dispose();
        factory.Dispose();
    }

    [Fact]
    public void A_batch_is_told_with_its_entries_its_bytes_and_its_flush()
    {
        using LogWriter writer = Open();

        writer.Append([new LineEntry("one"u8.ToArray()), new LineEntry("three"u8.ToArray())]);

        writer.Append([new LineEntry("two"u8.ToArray())]);

        Assert.Equal([2d, 1d], Told("daybook.log.batch.entries"));
        Assert.Equal([10d, 4d], Told("daybook.log.bytes"));
        Assert.Equal([1d, 1d], Told("daybook.log.flushes"));
        Assert.Equal([0d, 0d], Told("daybook.log.flush.duration"));
        Assert.Empty(Told("daybook.log.flushes_failed"));
        Assert.Empty(Told("daybook.log.tail_repairs"));
    }

    [Fact]
    public void A_flush_that_failed_is_told_and_so_is_the_repair_after_it()
    {
        using (LogWriter writer = Open())
        {
            writer.Append([new LineEntry("one"u8.ToArray())]);
            disk.Inject(Fault.FlushDropsPages());
            writer.Append([new LineEntry("two"u8.ToArray())]);
        }

        using LogWriter next = Open();
        next.Append([new LineEntry("three"u8.ToArray())]);

        Assert.Equal([1d], Told("daybook.log.flushes_failed"));
        Assert.NotEmpty(Told("daybook.log.tail_repairs"));
    }

    [Fact]
    public void A_flush_of_another_that_serves_a_batch_is_told_as_shared()
    {
        disk.PlantDirectory("/store/locks");
        IFile flusher = disk.Open(SimulatedLog.Options.WatermarkPath, OpenMode.OpenOrCreate);
        Assert.True(flusher.TryLock(LockMode.Exclusive));
        var clock = new SimulatedClock();
        clock.DuringNextPause(() =>
        {
            flusher.Dispose();
            using LogWriter other = SimulatedLog.Open(disk);
            other.Append([new LineEntry("two"u8.ToArray())]);
        });
        using LogWriter writer = new(disk, SimulatedLog.Options, clock, TimeProvider.System, metrics);

        writer.Append([new LineEntry("one"u8.ToArray())]);

        Assert.Equal([1d], Told("daybook.log.flushes_shared"));
        Assert.Empty(Told("daybook.log.flushes"));
    }

    [Fact]
    public void A_flush_of_another_that_ends_just_before_ours_would_begin_serves_the_batch_and_is_told_as_shared()
    {
        disk.PlantDirectory("/store/locks");
        IFile flusher = disk.Open(SimulatedLog.Options.WatermarkPath, OpenMode.OpenOrCreate);
        Assert.True(flusher.TryLock(LockMode.Exclusive));
        var crowded = new CrowdedFileSystem(disk);
        var clock = new SimulatedClock();
        clock.DuringNextPause(() => crowded.BeforeTryLock = (_, _) =>
        {
            flusher.Dispose();
            using LogWriter other = SimulatedLog.Open(disk);
            other.Append([new LineEntry("two"u8.ToArray())]);
        });
        using LogWriter writer = new(crowded, SimulatedLog.Options, clock, TimeProvider.System, metrics);

        writer.Append([new LineEntry("one"u8.ToArray())]);

        Assert.Equal([1d], Told("daybook.log.flushes_shared"));
        Assert.Empty(Told("daybook.log.flushes"));
        Assert.Equal("one\ntwo\n", disk.AfterPowerLoss().ReadText(SimulatedLog.Path));
    }

    [Fact]
    public void Each_instrument_says_what_it_counts_in_what_and_none_after_the_end()
    {
        var seen = new List<Instrument>();
        int ended = 0;
        using var own = new OwnMeter();
        using var listening = new MeterListener
        {
            InstrumentPublished = (instrument, to) =>
            {
                if (ReferenceEquals(instrument.Meter, own.Made))
                {
                    seen.Add(instrument);
                    to.EnableMeasurementEvents(instrument);
                }
            },
            MeasurementsCompleted = (_, _) => ended++,
        };
        listening.Start();
        var told = new DurabilityMetrics(own);

        Assert.Equal(DurabilityMetrics.MeterName, own.Made?.Name);
        Assert.Equal(
            [
                ("daybook.log.flushes", "{flush}", "Flushes that this process issued and that succeeded."),
                ("daybook.log.flushes_shared", "{batch}", "Batches that another process's flush made durable."),
                ("daybook.log.flushes_failed", "{flush}", "Flushes that failed."),
                ("daybook.log.tail_repairs", "{repair}", "Tails written again after a flush in doubt."),
                ("daybook.log.bytes", "By", "Bytes appended."),
                ("daybook.log.flush.duration", "s", "How long a flush took."),
                ("daybook.log.batch.entries", "{entry}", "Entries that shared one write."),
            ],
            seen.Select(static instrument => (instrument.Name, instrument.Unit, instrument.Description)));
        told.Dispose();
        Assert.Equal(7, ended);
    }

    private double[] Told(string name) => [.. told.Where(measure => measure.Name == name).Select(static measure => measure.Value)];

    private LogWriter Open() => new(disk, SimulatedLog.Options, new SimulatedClock(), TimeProvider.System, metrics);

    /// <summary>Keeps the meter, by which this test's measurements are told from those of others.</summary>
    private sealed class OwnMeter : IMeterFactory
    {
        public Meter? Made { get; private set; }

        public Meter Create(MeterOptions options) => Made = new Meter(options);

        public void Dispose() => Made?.Dispose();
    }
}
