using System.Diagnostics.Metrics;

namespace Daybook.Durability.Logs;

/// <summary>What a log does, for whoever listens: flushes and what they took, batches and bytes, shared flushes, repairs.</summary>
public sealed class DurabilityMetrics : IDisposable
{
    /// <summary>The meter's name.</summary>
    public const string MeterName = "Daybook.Durability";

    private readonly Meter meter;
    private readonly Counter<long> flushes;
    private readonly Counter<long> flushesShared;
    private readonly Counter<long> flushesFailed;
    private readonly Counter<long> repairs;
    private readonly Counter<long> bytes;
    private readonly Histogram<double> flushSeconds;
    private readonly Histogram<int> batchEntries;

    /// <summary>Creates the instruments, in a factory's meter where there is a factory.</summary>
    public DurabilityMetrics(IMeterFactory? factory = null)
    {
        meter = factory?.Create(new MeterOptions(MeterName)) ?? new Meter(MeterName);
        flushes = meter.CreateCounter<long>("daybook.log.flushes", "{flush}", "Flushes that this process issued and that succeeded.");
        flushesShared = meter.CreateCounter<long>("daybook.log.flushes_shared", "{batch}", "Batches that another process's flush made durable.");
        flushesFailed = meter.CreateCounter<long>("daybook.log.flushes_failed", "{flush}", "Flushes that failed.");
        repairs = meter.CreateCounter<long>("daybook.log.tail_repairs", "{repair}", "Tails written again after a flush in doubt.");
        bytes = meter.CreateCounter<long>("daybook.log.bytes", "By", "Bytes appended.");
        flushSeconds = meter.CreateHistogram<double>("daybook.log.flush.duration", "s", "How long a flush took.");
        batchEntries = meter.CreateHistogram<int>("daybook.log.batch.entries", "{entry}", "Entries that shared one write.");
    }

    /// <inheritdoc/>
    public void Dispose() => meter.Dispose();

    internal void Flush(TimeSpan duration)
    {
        flushes.Add(1);
        flushSeconds.Record(duration.TotalSeconds);
    }

    internal void FlushShared() => flushesShared.Add(1);

    internal void FlushFailed() => flushesFailed.Add(1);

    internal void TailRepaired() => repairs.Add(1);

    internal void Batch(int entries, long written)
    {
        batchEntries.Record(entries);
        bytes.Add(written);
    }
}
