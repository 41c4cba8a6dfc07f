using Daybook.Compliance;
using Daybook.Testing;

namespace Daybook.Tests.Tasks;

/// <summary>The naive model keeps the contract that others are judged by.</summary>
public sealed class VolatileTasksTests : TaskStoreCompliance
{
    protected override Task<DaybookStore> OpenAsync(TimeProvider clock, IIdSource ids, ManualProcesses processes) =>
        Task.FromResult<DaybookStore>(new VolatileStore(clock, ids, processes));

    protected override Task<DaybookStore> ReopenAsync(DaybookStore store, TimeProvider clock, IIdSource ids, ManualProcesses processes) =>
        Task.FromResult(store);
}
