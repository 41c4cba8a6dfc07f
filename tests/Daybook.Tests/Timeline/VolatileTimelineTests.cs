using Daybook.Compliance;
using Daybook.Testing;

namespace Daybook.Tests.Timeline;

/// <summary>The contract of the timeline, kept by the naive engine that judges the others.</summary>
public sealed class VolatileTimelineTests : TimelineCompliance
{
    protected override Task<DaybookStore> OpenAsync(TimeProvider clock, ManualProcesses processes) =>
        Task.FromResult<DaybookStore>(new VolatileStore(clock, new SequentialIds(), processes));

    protected override Task<DaybookStore> ReopenAsync(DaybookStore store, TimeProvider clock, ManualProcesses processes) => Task.FromResult(store);
}
