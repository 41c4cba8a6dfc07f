using System.Text.Json;
using System.Text.Json.Serialization;

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

    /// <summary>The other system whose folder this is: the kind is adopted. Absent for a folder of the store's own.</summary>
    public string? Shape { get; init; }

    /// <summary>What this version does not know.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Extra { get; set; }

    /// <summary>The folder, absolute.</summary>
    /// <param name="store">The store's folder.</param>
    internal string Absolute(string store) => System.IO.Path.TrimEndingDirectorySeparator(System.IO.Path.GetFullPath(Path, store));
}
