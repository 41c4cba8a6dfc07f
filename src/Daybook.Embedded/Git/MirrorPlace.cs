using Daybook.Durability.FileSystem;
using Daybook.Errors;

namespace Daybook.Embedded.Git;

/// <summary>Where a folder of logs stands in a repository.</summary>
/// <param name="Git">The repository and the work tree.</param>
/// <param name="Segments">The names on the way from the work tree's root to the folder.</param>
internal sealed record MirrorPlace(GitLayout Git, IReadOnlyList<string> Segments)
{
    /// <summary>Finds it.</summary>
    /// <exception cref="NotFoundException">The folder is in no work tree.</exception>
    /// <exception cref="InvalidInputException">Git cannot be told its name.</exception>
    internal static MirrorPlace Find(IFileSystem disk, string folder)
    {
        GitLayout git = GitLayout.Discover(disk, folder) ?? throw new NotFoundException("there is no git repository here")
        {
            Path = folder,
            Hint = "run git init, then daybook doctor ops --fix",
        };
        string[] segments = Path.GetRelativePath(git.WorkTree, folder).Split(Path.DirectorySeparatorChar);
        return folder.Any(static letter => char.IsControl(letter) || letter == '"')
            ? throw new InvalidInputException("git cannot be told of a folder with a quote or a line break in its name") { Path = folder }
            : new MirrorPlace(git, segments is ["."] ? [] : segments);
    }

    /// <summary>A file of the folder as git names it.</summary>
    internal string PathOf(string name) => string.Join('/', [.. Segments, name]);
}
