using Daybook.Compliance;
using Daybook.Testing;

namespace Daybook.Embedded.Tests.Search;

/// <summary>The contract of search, kept by an index on a real disk.</summary>
public sealed class EmbeddedSearchTests : SearchCompliance, IDisposable
{
    private readonly TempDirectory directory = new();

    public void Dispose() => directory.Dispose();

    protected override async Task<DaybookStore> OpenAsync(TimeProvider clock)
    {
        EmbeddedPorts ports = TestStores.RealPorts(clock) with { Processes = new ManualProcesses() };
        return await TestStores.OpenAsync(ports, TestStores.Create(ports, directory.Path).Path);
    }
}
