using Daybook.Compliance;
using Daybook.Drafts;
using Daybook.Testing;

namespace Daybook.Tests.Drafts;

/// <summary>The contract of drafts and builder memory, kept by the naive engine that judges the others.</summary>
public sealed class VolatileDraftsTests : DraftStoreCompliance
{
    protected override Task<DaybookStore> OpenAsync(TimeProvider clock, DraftSchema schema) =>
        Task.FromResult<DaybookStore>(new VolatileStore(clock, new SequentialIds(), schema));

    protected override Task<DaybookStore> ReopenAsync(DaybookStore store, TimeProvider clock, DraftSchema schema) => Task.FromResult(store);
}
