using Daybook.Compliance;
using Daybook.Drafts;
using Daybook.Testing;

namespace Daybook.Embedded.Tests.Drafts;

/// <summary>The contract of drafts and builder memory, kept by a database on a real disk.</summary>
public sealed class EmbeddedDraftsTests : DraftStoreCompliance, IDisposable
{
    private readonly TempDirectory directory = new();
    private int stores;

    public void Dispose() => directory.Dispose();

    protected override Task<DaybookStore> OpenAsync(TimeProvider clock, DraftSchema schema)
    {
        string folder = directory.At($"{++stores}");
        Directory.CreateDirectory(folder);
        EmbeddedPorts ports = TestStores.RealPorts(clock);
        return OpenAsync(ports, TestStores.Create(ports, folder).Path, schema);
    }

    protected override async Task<DaybookStore> ReopenAsync(DaybookStore store, TimeProvider clock, DraftSchema schema)
    {
        await store.DisposeAsync();
        return await OpenAsync(TestStores.RealPorts(clock), directory.At($"{stores}", ".daybook"), schema);
    }

    private static async Task<DaybookStore> OpenAsync(EmbeddedPorts ports, string folder, DraftSchema schema) =>
        await EmbeddedStore.OpenAsync(new EmbeddedOptions { Directory = folder, DraftSchema = schema }, ports, CancellationToken.None);
}
