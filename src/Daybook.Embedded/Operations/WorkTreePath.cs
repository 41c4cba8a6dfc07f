using Daybook.Durability.Errors;
using Daybook.Durability.FileSystem;

namespace Daybook.Embedded.Operations;

/// <summary>
/// Paths that lead into a work tree by a link: a shell in a linked folder names its files so, and on macOS everything below <c>/tmp</c> is. By the
/// root's own name they mean the same on every machine.
/// </summary>
/// <param name="fileSystem">The disk.</param>
/// <param name="root">The root's own name, absolute.</param>
internal sealed class WorkTreePath(IFileSystem fileSystem, string root)
{
    /// <summary>A path by the root's own name, if some folder above it is the root under another one; else the path as it is.</summary>
    internal string Of(string path)
    {
        try
        {
            return Path.IsPathFullyQualified(path) && !path.StartsWith(root, StringComparison.Ordinal) ? ByRoot(path) : path;
        }
        catch (DurabilityException)
        {
            // What cannot be looked at is named as it was given.
            return path;
        }
    }

    private string ByRoot(string path)
    {
        FileStat? tree = fileSystem.Stat(root);
        for (string? above = Path.GetDirectoryName(path); above is { Length: > 1 }; above = Path.GetDirectoryName(above))
        {
            // By its own entry for itself a folder is found through a link, too.
            if (tree is { } known && fileSystem.Stat(Path.Join(above, ".")) is { } there && there.IsSameFile(known))
            {
                return root + path[above.Length..];
            }
        }

        return path;
    }
}
