using Daybook.Compliance;
using Daybook.Testing;

namespace Daybook.Embedded.Tests.Memory;

/// <summary>The contract of memory, kept on the real disk.</summary>
public sealed class EmbeddedMemoryTests : MemoryStoreCompliance, IDisposable
{
    private readonly TempDirectory directory = new();
    private int stores;

    public void Dispose() => directory.Dispose();

    protected override async Task<DaybookStore> OpenAsync(TimeProvider clock, IIdSource ids)
    {
        string project = directory.At($"project-{++stores}");
        Directory.CreateDirectory(project);
        EmbeddedPorts ports = TestStores.RealPorts(clock, ids);
        return await TestStores.OpenAsync(ports, TestStores.Create(ports, project).Path);
    }

    protected override async Task<DaybookStore> ReopenAsync(DaybookStore store, TimeProvider clock, IIdSource ids)
    {
        string folder = (await ((EmbeddedStore)store).GetStatusAsync(Cancellation)).Store;
        await store.DisposeAsync();
        return await TestStores.OpenAsync(TestStores.RealPorts(clock, ids), folder);
    }
}
