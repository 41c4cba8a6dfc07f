namespace Daybook.Memory;

/// <summary>How <see cref="IMemoryStore.AddAsync"/> ended: one of the three nested records.</summary>
public abstract record MemoryAddResult
{
    private MemoryAddResult()
    {
    }

    /// <summary>The record is stored and durable.</summary>
    /// <param name="Id">Its id.</param>
    public sealed record Added(string Id) : MemoryAddResult;

    /// <summary>Nothing was written, since the same event is already stored; that earlier record is durable.</summary>
    /// <param name="ExistingId">The id of the first record of that event within the window.</param>
    public sealed record Duplicate(string ExistingId) : MemoryAddResult;

    /// <summary>Nothing was written, since memory is switched off in this store.</summary>
    public sealed record Disabled : MemoryAddResult;
}
