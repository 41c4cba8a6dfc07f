using Daybook.Embedded.Memory;
using Daybook.Embedded.Operations;
using Daybook.Embedded.Runs;
using Daybook.Embedded.Tasks;
using Daybook.Errors;

namespace Daybook.Embedded;

/// <summary>Where the kinds of an open store are, and how memory is set up.</summary>
/// <param name="Root">The store, or the folder of memory where that is all there is.</param>
/// <param name="Memory">The places of memory.</param>
/// <param name="MemorySetup">Its settings.</param>
/// <param name="Tasks">The places of tasks; null where only a memory folder is open.</param>
/// <param name="Runs">The places of runs; null where only a memory folder is open.</param>
/// <param name="Operations">The places of operations; null where neither a store nor a work tree is open.</param>
internal sealed record EmbeddedPlaces(
    string Root, MemoryPlaces Memory, MemorySetup MemorySetup, TaskPlaces? Tasks, RunPlaces? Runs, OperationPlaces? Operations)
{
    /// <summary>Reads <c>daybook.json</c> and finds the places. A folder that the options name wins over the store's.</summary>
    /// <exception cref="CorruptStoreException">The file is not what it should be.</exception>
    internal static EmbeddedPlaces Find(EmbeddedPorts ports, EmbeddedOptions options)
    {
        if (options.Directory is not { } store)
        {
            string memory = options.MemoryDirectory ?? throw new InvalidInputException("neither a store nor a memory folder is named");
            OperationPlaces? cloned = options.WorkTree is { } tree ? OperationPlaces.InWorkTree(tree) : null;
            return new EmbeddedPlaces(
                memory, Founding(options, memory), MemorySetup.InFoundingFolder(options.Environment), NamedTasks(options), NamedRuns(options), cloned);
        }

        StoreFile file = StoreFile.Read(ports.FileSystem, store);
        TaskPlaces tasks = NamedTasks(options) ?? TaskPlaces.InStore(store, file);
        RunPlaces runs = NamedRuns(options) ?? RunPlaces.InStore(store, file);
        OperationPlaces operations = OperationPlaces.InStore(store, file, options.WorkTree);
        return options.MemoryDirectory is { } founding
            ? new EmbeddedPlaces(store, Founding(options, founding), MemorySetup.InFoundingFolder(options.Environment), tasks, runs, operations)
            : new EmbeddedPlaces(store, MemoryPlaces.InStore(store, file), MemorySetup.InStore(store, file, options.Environment), tasks, runs, operations);
    }

    private static MemoryPlaces Founding(EmbeddedOptions options, string folder) =>
        MemoryPlaces.InFoundingFolder(folder) with { IsTracked = options.IsMemoryTracked };

    private static TaskPlaces? NamedTasks(EmbeddedOptions options) =>
        options.TasksDirectory is { } folder ? TaskPlaces.InFoundingFolder(folder) : null;

    private static RunPlaces? NamedRuns(EmbeddedOptions options) =>
        options.RunsDirectory is { } folder ? RunPlaces.InFolder(folder) : null;
}
