using Daybook.Compliance;
using Daybook.Testing;

namespace Daybook.Tests.Operations;

/// <summary>The contract of operations, kept by the naive model.</summary>
public sealed class VolatileOperationsTests : OperationStoreCompliance
{
    protected override Task<DaybookStore> OpenAsync(TimeProvider clock) => Task.FromResult<DaybookStore>(new VolatileStore(clock, new SequentialIds()));

    protected override Task<DaybookStore> ReopenAsync(DaybookStore store, TimeProvider clock) => Task.FromResult(store);
}
