using Daybook.Memory;

namespace Daybook.Testing;

/// <summary>
/// A store that forgets everything when it goes: the simplest one that keeps the contract, by which the others are judged.
/// </summary>
public sealed class VolatileStore : DaybookStore
{
    public VolatileStore(TimeProvider clock, IIdSource ids)
        : this(clock, ids, new MemorySettings())
    {
    }

    public VolatileStore(TimeProvider clock, IIdSource ids, MemorySettings settings)
    {
        Memory = new VolatileMemory(clock, ids, settings);
    }

    public override IMemoryStore Memory { get; }

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
