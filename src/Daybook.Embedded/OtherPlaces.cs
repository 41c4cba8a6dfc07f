using Daybook.Embedded.Operations;
using Daybook.Embedded.Runs;
using Daybook.Embedded.Tasks;

namespace Daybook.Embedded;

/// <summary>Where the kinds other than memory are; null for each that is not open.</summary>
internal sealed record OtherPlaces(TaskPlaces? Tasks, RunPlaces? Runs, OperationPlaces? Operations)
{
    /// <summary>The places that options and a store's file name.</summary>
    internal static OtherPlaces Of(EmbeddedOptions options, StoreFile? file) => new(
        options.TasksDirectory is { } tasks ? TaskPlaces.InFoundingFolder(tasks)
            : file is not null && options.Directory is { } store ? TaskPlaces.InStore(store, file)
            : null,
        options.RunsDirectory is { } runs ? RunPlaces.InFolder(runs)
            : file is not null && options.Directory is { } holder ? RunPlaces.InStore(holder, file)
            : null,
        file is not null && options.Directory is { } home ? OperationPlaces.InStore(home, file, options.WorkTree)
            : options.WorkTree is { } tree ? OperationPlaces.InWorkTree(tree)
            : null);
}
