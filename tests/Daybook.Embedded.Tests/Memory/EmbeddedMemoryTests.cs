using Daybook.Compliance;
using Daybook.Memory;
using Daybook.Testing;

namespace Daybook.Embedded.Tests.Memory;

/// <summary>The contract of memory, kept on the real disk.</summary>
public sealed class EmbeddedMemoryTests : MemoryStoreCompliance, IDisposable
{
    private readonly TempDirectory directory = new();
    private int stores;

    public void Dispose() => directory.Dispose();

    protected override async Task<DaybookStore> OpenAsync(TimeProvider clock, IIdSource ids, MemorySettings settings)
    {
        string project = directory.At($"project-{++stores}");
        Directory.CreateDirectory(project);
        EmbeddedPorts ports = TestStores.RealPorts(clock, ids);
        StoreCreated created = TestStores.Create(ports, project);
        TestStores.SetUp(ports.FileSystem, created.Path, settings);
        return await TestStores.OpenAsync(ports, created.Path);
    }

    protected override async Task<DaybookStore> ReopenAsync(DaybookStore store, TimeProvider clock, IIdSource ids)
    {
        string folder = (await ((EmbeddedStore)store).GetStatusAsync(Cancellation)).Store;
        await store.DisposeAsync();
        return await TestStores.OpenAsync(TestStores.RealPorts(clock, ids), folder);
    }
}
