using Daybook.Compliance;
using Daybook.Drafts;
using Daybook.Memory;
using Daybook.Operations;
using Daybook.Runs;
using Daybook.Search;
using Daybook.Tasks;

namespace Daybook.Tests.Memory;

/// <summary>The product's rules, compared with the naive model before any engine builds on them.</summary>
public sealed class RulesMemoryTests : MemoryStoreCompliance
{
    protected override Task<DaybookStore> OpenAsync(TimeProvider clock, IIdSource ids, MemorySettings settings)
    {
        return Task.FromResult<DaybookStore>(new RulesStore(new RulesMemory(clock, ids, settings)));
    }

    protected override Task<DaybookStore> ReopenAsync(DaybookStore store, TimeProvider clock, IIdSource ids) => Task.FromResult(store);

    private sealed class RulesStore(IMemoryStore memory) : DaybookStore
    {
        public override IMemoryStore Memory => memory;

        public override ITaskStore Tasks => throw new NotSupportedException();

        public override ISessionStore Sessions => throw new NotSupportedException();

        public override IContextStore Context => throw new NotSupportedException();

        public override IRunStore Runs => throw new NotSupportedException();

        public override IOperationStore Operations => throw new NotSupportedException();
        public override IDraftStore Drafts => throw new NotSupportedException();

        public override IBuilderMemory BuilderMemory => throw new NotSupportedException();
        public override Daybook.Timeline.ITimeline Timeline => throw new NotSupportedException();

        public override ISearch Search => throw new NotSupportedException();

        public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
