using Daybook.Compliance;
using Daybook.Testing;

namespace Daybook.Embedded.Tests.Tasks;

/// <summary>The contract of tasks, kept by files on a real disk.</summary>
public sealed class EmbeddedTasksTests : TaskStoreCompliance, IDisposable
{
    private readonly List<TempDirectory> directories = [];

    public void Dispose() => directories.ForEach(directory => directory.Dispose());

    protected override async Task<DaybookStore> OpenAsync(TimeProvider clock, IIdSource ids, ManualProcesses processes)
    {
        directories.Add(new TempDirectory());
        EmbeddedPorts ports = TestStores.RealPorts(clock, ids) with { Processes = processes };
        string folder = TestStores.Create(ports, directories[^1].Path).Path;
        return await TestStores.OpenAsync(ports, folder);
    }

    protected override async Task<DaybookStore> ReopenAsync(DaybookStore store, TimeProvider clock, IIdSource ids, ManualProcesses processes)
    {
        await store.DisposeAsync();
        return await TestStores.OpenAsync(
            TestStores.RealPorts(clock, ids) with { Processes = processes }, Path.Join(directories[^1].Path, ".daybook"));
    }
}
