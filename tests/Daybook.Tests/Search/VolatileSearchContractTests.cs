using Daybook.Compliance;
using Daybook.Testing;

namespace Daybook.Tests.Search;

/// <summary>The contract of search, kept by the scan of all records that judges the index.</summary>
public sealed class VolatileSearchContractTests : SearchCompliance
{
    protected override Task<DaybookStore> OpenAsync(TimeProvider clock) =>
        Task.FromResult<DaybookStore>(new VolatileStore(clock, new SequentialIds()));
}
