using Daybook.Durability.Files;
using Daybook.Durability.FileSystem;

namespace Daybook.Embedded.Tasks;

/// <summary>Keeps the bytes that are about to be replaced because nobody can use them.</summary>
internal static class Quarantine
{
    /// <summary>Copies bytes into the quarantine. When it returns they survive power loss.</summary>
    internal static void Keep(EmbeddedPorts ports, TaskPlaces places, string path, ReadOnlySpan<byte> content)
    {
        DirectoryTree.Create(ports.FileSystem, places.QuarantineDirectory);
        string stem = Path.GetFileName(path).Replace(".json", "", StringComparison.Ordinal);
        string name = $"tasks-{stem}-{ports.Time.GetUtcNow():yyyyMMdd'T'HHmmss'Z'}-{ports.UniqueName()[..8]}.json";
        new AtomicFile(ports.FileSystem, ports.UniqueName).Write(Path.Join(places.QuarantineDirectory, name), content);
    }
}
