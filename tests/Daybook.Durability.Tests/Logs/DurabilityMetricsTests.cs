using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
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

        Assert.Equal([2d], Told("daybook.log.batch.entries"));
        Assert.Equal([10d], Told("daybook.log.bytes"));
        Assert.Equal([1d], Told("daybook.log.flushes"));
        Assert.True(Assert.Single(Told("daybook.log.flush.duration")) >= 0);
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
