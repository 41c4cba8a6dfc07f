using Daybook.Embedded.Drafts;
using Daybook.Embedded.Memory;
using Daybook.Embedded.Operations;
using Daybook.Embedded.Runs;
using Daybook.Embedded.Search;
using Daybook.Embedded.Tasks;
using Daybook.Errors;

namespace Daybook.Embedded;

/// <summary>Where the kinds of an open store are, and how memory is set up. What is null has no place where only a memory folder is open.</summary>
/// <param name="Root">The store, or the folder of memory where that is all there is.</param>
internal sealed record EmbeddedPlaces(string Root)
{
    /// <summary>The places of memory.</summary>
    internal required MemoryPlaces Memory { get; init; }

    /// <summary>The settings of memory.</summary>
    internal required MemorySetup MemorySetup { get; init; }

    /// <summary>The places of tasks.</summary>
    internal TaskPlaces? Tasks { get; private init; }

    /// <summary>The places of runs.</summary>
    internal RunPlaces? Runs { get; private init; }

    /// <summary>The places of drafts.</summary>
    internal DraftPlaces? Drafts { get; private init; }

    /// <summary>The places of operations; a work tree without a store has them, too.</summary>
    internal OperationPlaces? Operations { get; private init; }

    /// <summary>Where the search index is; null where there is none, so that reading in a fresh clone makes no files for git to see.</summary>
    internal SearchPlaces? Search { get; private init; }

    /// <summary>Reads <c>daybook.json</c> and finds the places. A folder that the options name wins over the store's.</summary>
    /// <exception cref="CorruptStoreException">The file is not what it should be.</exception>
    internal static EmbeddedPlaces Find(EmbeddedPorts ports, EmbeddedOptions options)
    {
        StoreFile? file = options.Directory is null ? null
            : options.IsFileIgnored ? StoreFile.Unread
            : StoreFile.Read(ports.FileSystem, options.Directory);
        EmbeddedPlaces places = file is not null && options.Directory is { } store ? InStore(store, file, options)
            : options.MemoryDirectory is { } memory ? InFolder(memory, options)
            : throw new InvalidInputException("neither a store nor a memory folder is named");
        return places with
        {
            Tasks = options.TasksDirectory is { } tasks ? TaskPlaces.InFoundingFolder(tasks) : places.Tasks,
            Runs = options.RunsDirectory is { } runs ? RunPlaces.InFolder(runs) : places.Runs,
            Drafts = options.DraftsDirectory is { } drafts ? DraftPlaces.InFolder(drafts) : places.Drafts,
        };
    }

    private static EmbeddedPlaces InStore(string store, StoreFile file, EmbeddedOptions options) => new(store)
    {
        Memory = options.MemoryDirectory is { } founding ? Founding(founding, options) : MemoryPlaces.InStore(store, file),
        MemorySetup = options.MemoryDirectory is null
            ? MemorySetup.InStore(store, file, options.Environment)
            : MemorySetup.InFoundingFolder(options.Environment),
        Tasks = TaskPlaces.InStore(store, file),
        Runs = RunPlaces.InStore(store, file),
        Drafts = DraftPlaces.InStore(store, file),
        Operations = OperationPlaces.InStore(store, file, options.WorkTree),
        Search = new SearchPlaces(store, file.StoreId),
    };

    private static EmbeddedPlaces InFolder(string memory, EmbeddedOptions options) => new(memory)
    {
        Memory = Founding(memory, options),
        MemorySetup = MemorySetup.InFoundingFolder(options.Environment),
        Operations = options.WorkTree is { } tree ? OperationPlaces.InWorkTree(tree) : null,
        Search = options.WorkTree is null && !options.IsMemoryTracked ? new SearchPlaces(Founding(memory, options).OwnDirectory, memory) : null,
    };

    private static MemoryPlaces Founding(string folder, EmbeddedOptions options) =>
        MemoryPlaces.InFoundingFolder(folder) with { IsTracked = options.IsMemoryTracked };
}
