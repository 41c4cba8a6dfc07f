using Daybook.Compliance;
using Daybook.Testing;

namespace Daybook.Embedded.Tests.Operations;

/// <summary>The contract of operations, kept by files on a real disk.</summary>
public sealed class EmbeddedOperationsTests : OperationStoreCompliance, IDisposable
{
    private readonly TempDirectory directory = new();

    public void Dispose() => directory.Dispose();

    protected override async Task<DaybookStore> OpenAsync(TimeProvider clock)
    {
        EmbeddedPorts ports = TestStores.RealPorts(clock);
        return await TestStores.OpenAsync(ports, TestStores.Create(ports, directory.Path).Path);
    }

    protected override async Task<DaybookStore> ReopenAsync(DaybookStore store, TimeProvider clock)
    {
        await store.DisposeAsync();
        return await TestStores.OpenAsync(TestStores.RealPorts(clock), directory.At(".daybook"));
    }
}
