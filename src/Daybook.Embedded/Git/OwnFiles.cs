using Daybook.Durability.Errors;
using Daybook.Durability.FileSystem;

namespace Daybook.Embedded.Git;

/// <summary>
/// Files of ours among git's, which live no longer than one commit. Their names begin alike, so that the next one, which is alone by then,
/// knows what a killed process left.
/// </summary>
/// <param name="ports">The outside world.</param>
/// <param name="directory">The work tree's own directory of git's.</param>
internal sealed class OwnFiles(EmbeddedPorts ports, string directory)
{
    private const string Prefix = "daybook-mirror-";

    /// <summary>A path that nobody has.</summary>
    internal string NewPath(string use) => Path.Join(directory, $"{Prefix}{use}-{ports.UniqueName()}");

    /// <summary>Removes files that may be there. What cannot be removed now is found by the next one.</summary>
    internal static void Discard(IFileSystem disk, IEnumerable<string> paths)
    {
        foreach (string path in paths)
        {
            try
            {
                disk.Delete(path);
            }
            catch (FileSystemException)
            {
            }
        }
    }

    /// <summary>Removes what killed processes left. The caller is alone.</summary>
    internal void DiscardLeftovers() => Discard(
        ports.FileSystem,
        ports.FileSystem.List(directory)
            .Where(static name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .Select(name => Path.Join(directory, name)));
}
