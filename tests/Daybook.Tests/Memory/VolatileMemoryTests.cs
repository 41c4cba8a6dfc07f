using Daybook.Compliance;
using Daybook.Memory;
using Daybook.Testing;

namespace Daybook.Tests.Memory;

/// <summary>The naive model keeps the contract too, or it could not judge the engines.</summary>
public sealed class VolatileMemoryTests : MemoryStoreCompliance
{
    protected override Task<DaybookStore> OpenAsync(TimeProvider clock, IIdSource ids, MemorySettings settings)
    {
        return Task.FromResult<DaybookStore>(new VolatileStore(clock, ids, settings));
    }

    protected override Task<DaybookStore> ReopenAsync(DaybookStore store, TimeProvider clock, IIdSource ids) => Task.FromResult(store);
}
