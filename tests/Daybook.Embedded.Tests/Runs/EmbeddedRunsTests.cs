using Daybook.Compliance;
using Daybook.Testing;

namespace Daybook.Embedded.Tests.Runs;

/// <summary>The contract of runs, kept by files on a real disk.</summary>
public sealed class EmbeddedRunsTests : RunStoreCompliance, IDisposable
{
    private readonly TempDirectory directory = new();

    public void Dispose() => directory.Dispose();

    protected override async Task<DaybookStore> OpenAsync(TimeProvider clock, ManualProcesses processes)
    {
        EmbeddedPorts ports = TestStores.RealPorts(clock) with { Processes = processes };
        return await TestStores.OpenAsync(ports, TestStores.Create(ports, directory.Path).Path);
    }

    protected override async Task<DaybookStore> ReopenAsync(DaybookStore store, TimeProvider clock, ManualProcesses processes)
    {
        await store.DisposeAsync();
        return await TestStores.OpenAsync(TestStores.RealPorts(clock) with { Processes = processes }, directory.At(".daybook"));
    }
}
