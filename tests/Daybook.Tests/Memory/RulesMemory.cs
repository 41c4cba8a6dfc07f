using System.Runtime.CompilerServices;
using Daybook.Memory;
using Daybook.Testing;

namespace Daybook.Tests.Memory;

/// <summary>
/// The naive model's storage with the product's matching, ranking and paging on top, so that these meet the contract's tests too.
/// </summary>
internal sealed class RulesMemory : IMemoryStore
{
    private readonly VolatileMemory stored;
    private readonly TimeProvider clock;
    private readonly MemorySettings settings;

    public RulesMemory(TimeProvider clock, IIdSource ids, MemorySettings settings)
    {
        this.clock = clock;
        this.settings = settings;
        stored = new VolatileMemory(clock, ids, settings);
    }

    public Task<MemoryAddResult> AddAsync(MemoryRecord record, CancellationToken cancellationToken)
    {
        return stored.AddAsync(record, cancellationToken);
    }

    public Task<MemoryRecord> AppendAsync(MemoryRecord record, CancellationToken cancellationToken)
    {
        return stored.AppendAsync(record, cancellationToken);
    }

    public async IAsyncEnumerable<MemoryRecord> ReadAsync(
        ProblemList problems,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (MemoryRecord record in stored.ReadAsync(problems, cancellationToken))
        {
            yield return MemoryRecords.Parse(MemoryRecords.TextOf(record));
        }
    }

    public async Task<Page<MemoryRecord>> QueryAsync(MemoryQuery query, CancellationToken cancellationToken)
    {
        var problems = new ProblemList();
        TopMatches top = TopMatches.For(query, settings);
        var matcher = new MemoryMatcher(query, settings.Cutoff(clock.GetUtcNow()));
        List<MemoryRecord> all = [];
        await foreach (MemoryRecord record in ReadAsync(problems, cancellationToken))
        {
            all.Add(record);
        }

        foreach (MemoryRecord record in all)
        {
            bool IsReplaced(MemoryRecord old) => all.Any(other => other.Id == old.SupersededBy && other.Id != old.Id);
            if (settings.Enabled && matcher.Match(record, IsReplaced) is { } match)
            {
                top.Offer(match);
            }
        }

        return top.ToPage(problems);
    }

    public Task<Page<MemoryRecord>> ListAsync(MemoryListing listing, CancellationToken cancellationToken)
    {
        return stored.ListAsync(listing, cancellationToken);
    }

    public Task<MemoryRecord> GetAsync(string idOrPrefix, CancellationToken cancellationToken)
    {
        return stored.GetAsync(idOrPrefix, cancellationToken);
    }

    public Task<MemoryStatus> GetStatusAsync(CancellationToken cancellationToken) => stored.GetStatusAsync(cancellationToken);

    public Task<MemoryForgotten> ForgetAsync(MemoryForget forget, CancellationToken cancellationToken) =>
        stored.ForgetAsync(forget, cancellationToken);

    public Task<MemoryRecord> SupersedeAsync(MemorySupersede supersede, CancellationToken cancellationToken) =>
        stored.SupersedeAsync(supersede, cancellationToken);

    public Task<MemoryCompacted> CompactAsync(MemoryCompaction compaction, IProgress<long>? bytes, CancellationToken cancellationToken) =>
        stored.CompactAsync(compaction, bytes, cancellationToken);
}
