using System.Text.Json;
using Daybook.Errors;

namespace Daybook.Embedded;

/// <summary>Where the records of one kind live.</summary>
/// <param name="Path">A folder, relative to the store; inside it, unless the kind is adopted.</param>
internal sealed record KindPlace(string Path)
{
    /// <summary>The names and shapes of the founding system's memory.</summary>
    internal const string BootyShape = "booty";

    /// <summary>The names and shapes of the founding plan's tasks.</summary>
    internal const string AutoDevShape = "auto-dev";

    /// <summary>The names and shapes of the system that grew out of the founding plan's runs.</summary>
    internal const string RunAgentShape = "run-agent";

    /// <summary>The names and shapes of the system that grew out of the founding plan's operations.</summary>
    internal const string SpecKittyShape = "spec-kitty";

    /// <summary>The names and shapes of the founding system's database of drafts.</summary>
    internal const string BoternityShape = "boternity";

    /// <summary>The other system whose folder this is: the kind is adopted. Absent for a folder of the store's own.</summary>
    public string? Shape { get; init; }

    /// <summary>What this version does not know.</summary>
    public Dictionary<string, JsonElement> Extra { get; init; } = [];

    /// <summary>The folder, absolute.</summary>
    /// <param name="store">The store's folder.</param>
    internal string Absolute(string store) => System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(Path, store));

    /// <summary>Where a kind's folder is: one inside the store, or that of the other system whose shape the kind can take.</summary>
    /// <param name="folder">The store's folder.</param>
    /// <param name="store">What its file says.</param>
    /// <param name="kind">The kind, which is also its folder's name unless the file gives another.</param>
    /// <param name="adoptableShape">The shape that this version knows for it.</param>
    /// <exception cref="CorruptStoreException">The file gives another shape, or a folder outside of the store.</exception>
    internal static (string Directory, bool IsAdopted) Resolve(string folder, StoreFile store, string kind, string adoptableShape)
    {
        KindPlace place = store.Kinds.GetValueOrDefault(kind) ?? new KindPlace(kind);
        string directory = place.Absolute(folder);
        if (place.Shape is { } shape)
        {
            return shape == adoptableShape
                ? (directory, true)
                : throw Misplaced(folder, $"gives {kind} the shape {shape}, which this version does not know", "use a newer daybook");
        }

        return directory.StartsWith(folder + System.IO.Path.DirectorySeparatorChar, StringComparison.Ordinal)
            ? (directory, false)
            : throw Misplaced(folder, $"puts {kind} at {place.Path}, outside the store", $"give kinds.{kind}.path a folder inside the store");
    }

    private static CorruptStoreException Misplaced(string folder, string what, string hint)
    {
        string path = System.IO.Path.Join(folder, StoreFile.FileName);
        return new CorruptStoreException($"{path} {what}") { Path = path, Hint = hint };
    }
}
