using System.Runtime.CompilerServices;
using Daybook.Durability.Errors;
using Daybook.Durability.FileSystem;
using Daybook.Durability.Logs;
using Daybook.Memory;

namespace Daybook.Embedded.Memory;

/// <summary>Memory as an append-only log of lines: <c>memory.jsonl</c>.</summary>
internal sealed class EmbeddedMemory : IMemoryStore, IAsyncDisposable
{
    private readonly EmbeddedPorts ports;
    private readonly MemoryPlaces places;
    private readonly MemorySetup setup;
    private readonly DurabilityMetrics metrics = new();
    private readonly MemoryWriting writing;
    private readonly AppendLog log;

    internal EmbeddedMemory(EmbeddedPorts ports, MemoryPlaces places, MemorySetup setup, EmbeddedOptions options)
    {
        this.ports = ports;
        this.places = places;
        this.setup = setup;
        writing = new MemoryWriting(ports.Time);
        log = AppendLog.Open(MemoryLog.Options(places, options), ports.FileSystem, ports.Clock, ports.Time, metrics);
    }

    /// <inheritdoc/>
    public async Task<MemoryAddResult> AddAsync(MemoryRecord record, CancellationToken cancellationToken)
    {
        MemoryEntry entry = Enter(record, isEvent: true);
        if (!setup.Settings.Enabled)
        {
            return new MemoryAddResult.Disabled();
        }

        await StoreAsync(entry, cancellationToken).ConfigureAwait(false);
        return entry.DuplicateOf is { } existing ? new MemoryAddResult.Duplicate(existing) : new MemoryAddResult.Added(entry.Stored.Id ?? "");
    }

    /// <inheritdoc/>
    public async Task<MemoryRecord> AppendAsync(MemoryRecord record, CancellationToken cancellationToken)
    {
        MemoryEntry entry = Enter(record, isEvent: false);
        await StoreAsync(entry, cancellationToken).ConfigureAwait(false);
        return entry.Stored;
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<MemoryRecord> ReadAsync(
        ProblemList problems, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(problems);
        using IFile? file = KernelErrors.Translate(() => places.OpenForReading(ports.FileSystem));
        if (file is null)
        {
            yield break;
        }

        // The file answers from the page cache; a hop to another thread for each record would cost more than reading it.
        await Task.CompletedTask.ConfigureAwait(false);
        long length = KernelErrors.Translate(() => file.Stat().Length);
        RepeatedRecords repeats = KernelErrors.Translate(() => places.RepeatsIn(file, length, cancellationToken));
        using MemoryScan scan = MemoryScan.Forward(file, 0, length, problems);
        while (KernelErrors.Translate(scan.Read))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (repeats.Admits(scan.Current, scan.Offset, problems))
            {
                yield return scan.Current;
            }
        }
    }

    /// <inheritdoc/>
    public Task<Page<MemoryRecord>> QueryAsync(MemoryQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        MemorySettings settings = setup.Settings;
        TopMatches best = TopMatches.For(query, settings);
        var matcher = new MemoryMatcher(query, settings.Cutoff(ports.Time.GetUtcNow()));
        if (!settings.Enabled)
        {
            return Task.FromResult(best.ToPage(new ProblemList()));
        }

        return ScanAsync(
            (scan, repeats, problems) =>
            {
                while (scan.Read())
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    if (repeats.Admits(scan.Current, scan.Offset, problems) && matcher.Match(scan.Current) is { } match)
                    {
                        best.Offer(match);
                    }
                }

                return best.ToPage(problems);
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task<Page<MemoryRecord>> ListAsync(MemoryListing listing, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(listing);
        return KernelErrors.TranslateAsync(() => MemoryPages.Read(ports.FileSystem, places, listing, cancellationToken), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<MemoryRecord> GetAsync(string idOrPrefix, CancellationToken cancellationToken)
    {
        RecordId.Check(idOrPrefix, "id");
        return KernelErrors.TranslateAsync(() => MemoryLookup.Find(ports.FileSystem, places, idOrPrefix, cancellationToken), cancellationToken);
    }

    /// <inheritdoc/>
    public Task<MemoryStatus> GetStatusAsync(CancellationToken cancellationToken)
    {
        MemorySettings settings = setup.Settings;
        DateTimeOffset cutoff = settings.Cutoff(ports.Time.GetUtcNow());
        return ScanAsync(
            (scan, repeats, problems) =>
            {
                long records = 0;
                while (scan.Read())
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    bool isCounted = repeats.Admits(scan.Current, scan.Offset, problems) && MemoryRules.IsRetained(scan.Current, cutoff);
                    records += isCounted ? 1 : 0;
                }

                return new MemoryStatus(settings.Enabled, records, settings.RetentionDays, places.Log, scan.Until, problems.Count);
            },
            cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await log.DisposeAsync().ConfigureAwait(false);
        writing.Dispose();
        metrics.Dispose();
    }

    private MemoryEntry Enter(MemoryRecord record, bool isEvent)
    {
        ArgumentNullException.ThrowIfNull(record);
        MemoryRules.Validate(record);
        MemoryRecord named = record.Id is null ? record with { Id = ports.Ids.NewId().ToString() } : record;
        return new MemoryEntry(named, record.Id is not null, isEvent, writing);
    }

    private async Task StoreAsync(MemoryEntry entry, CancellationToken cancellationToken)
    {
        if (places.IsAdopted)
        {
            await KernelErrors.TranslateAsync(() => places.Checked(ports.FileSystem), cancellationToken).ConfigureAwait(false);
        }

        try
        {
            await log.AppendAsync(entry, cancellationToken).ConfigureAwait(false);
        }
        catch (DurabilityException failure)
        {
            throw KernelErrors.Translated(failure, entry.Stored.Id);
        }
    }

    private Task<T> ScanAsync<T>(Func<MemoryScan, RepeatedRecords, ProblemList, T> read, CancellationToken cancellationToken) =>
        KernelErrors.TranslateAsync(
            () =>
            {
                var problems = new ProblemList();
                using IFile? file = places.OpenForReading(ports.FileSystem);
                long length = file?.Stat().Length ?? 0;
                RepeatedRecords repeats = file is null ? RepeatedRecords.None : places.RepeatsIn(file, length, cancellationToken);
                using MemoryScan scan = file is null ? MemoryScan.Empty(problems) : MemoryScan.Forward(file, 0, length, problems);
                return read(scan, repeats, problems);
            },
            cancellationToken);
}
