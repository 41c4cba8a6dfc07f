using System.Runtime.CompilerServices;
using Daybook.Durability.Logs;
using Daybook.Memory;

namespace Daybook.Embedded.Memory;

/// <summary>Memory as an append-only log of lines, <c>memory.jsonl</c>, and the archive of what was compacted out of it.</summary>
internal sealed partial class EmbeddedMemory : IMemoryStore, IAsyncDisposable
{
    private readonly EmbeddedPorts ports;
    private readonly MemoryPlaces places;
    private readonly EmbeddedOptions options;
    private readonly MemorySetup setup;
    private readonly DurabilityMetrics metrics = new();
    private readonly MemoryWriting writing;
    private readonly ArchivedIds archive;
    private readonly AppendLog log;

    internal EmbeddedMemory(EmbeddedPorts ports, MemoryPlaces places, MemorySetup setup, EmbeddedOptions options)
    {
        this.ports = ports;
        this.places = places;
        this.options = options;
        this.setup = setup;
        writing = new MemoryWriting(ports.FileSystem, places, ports.Time);
        archive = new ArchivedIds(ports.FileSystem, places);
        log = AppendLog.Open(MemoryLog.Options(places, options), ports.FileSystem, ports.Clock, ports.Time, metrics);
    }

    /// <inheritdoc/>
    public async Task<MemoryAddResult> AddAsync(MemoryRecord record, CancellationToken cancellationToken)
    {
        if (!setup.Settings.Enabled)
        {
            // What no store may hold is refused also while memory is switched off.
            MemoryRules.Validate(record);
            return new MemoryAddResult.Disabled();
        }

        MemoryEntry entry = await StoreAsync(record, isEvent: true, cancellationToken).ConfigureAwait(false);
        return entry.DuplicateOf is { } existing ? new MemoryAddResult.Duplicate(existing) : new MemoryAddResult.Added(entry.Stored.Id ?? "");
    }

    /// <summary>What tells beforehand which records <see cref="AppendAsync"/> would refuse.</summary>
    internal MemoryRehearsal CreateRehearsal() => new(ports, places);

    /// <inheritdoc/>
    public async Task<MemoryRecord> AppendAsync(MemoryRecord record, CancellationToken cancellationToken)
    {
        MemoryEntry entry = await StoreAsync(record, isEvent: false, cancellationToken).ConfigureAwait(false);
        return entry.Stored;
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<MemoryRecord> ReadAsync(
        ProblemList problems, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(problems);
        using MemoryHistory history = KernelErrors.Translate(() => MemoryHistory.Open(ports.FileSystem, places, problems, cancellationToken));

        // The file answers from the page cache; a hop to another thread for each record would cost more than reading it.
        await Task.CompletedTask.ConfigureAwait(false);
        using IEnumerator<MemoryRecord> records = history.Read().GetEnumerator();
        Func<bool> next = records.MoveNext;
        while (KernelErrors.Translate(next))
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return records.Current;
        }
    }

    /// <inheritdoc/>
    public Task<Page<MemoryRecord>> QueryAsync(MemoryQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        MemorySettings settings = setup.Settings;
        TopMatches best = TopMatches.For(query, settings);
        DateTimeOffset cutoff = settings.Cutoff(ports.Time.GetUtcNow());
        var matcher = new MemoryMatcher(query, cutoff);
        if (!settings.Enabled)
        {
            return Task.FromResult(best.ToPage(new ProblemList()));
        }

        return ReadHistoryAsync(
            (history, problems) =>
            {
                var successors = new Successors(ports.FileSystem, places, history.Amendments, cancellationToken);
                Func<MemoryRecord, bool> isReplaced = successors.Replace;
                foreach (MemoryRecord record in history.ReadFor(matcher, cutoff))
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    if (matcher.Match(record, isReplaced) is { } match)
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
        return ReadHistoryAsync(
            (history, problems) =>
            {
                long records = 0;
                foreach (MemoryRecord record in history.ReadSince(cutoff))
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    records += MemoryRules.IsRetained(record, cutoff) ? 1 : 0;
                }

                return new MemoryStatus(settings.Enabled, records, settings.RetentionDays, places.Log, history.Bytes, problems.Count);
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

    private Task<T> ReadHistoryAsync<T>(Func<MemoryHistory, ProblemList, T> read, CancellationToken cancellationToken) =>
        KernelErrors.TranslateAsync(
            () =>
            {
                var problems = new ProblemList();
                using MemoryHistory history = MemoryHistory.Open(ports.FileSystem, places, problems, cancellationToken);
                return read(history, problems);
            },
            cancellationToken);
}
