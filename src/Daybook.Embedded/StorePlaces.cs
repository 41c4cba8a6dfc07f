using System.Globalization;
using System.Text;
using Daybook.Durability.Integrity;

namespace Daybook.Embedded;

/// <summary>The places where a repository's store can stand, in the order in which they are looked at.</summary>
internal static class StorePlaces
{
    /// <summary>The folder's name inside a work tree.</summary>
    internal const string FolderName = ".daybook";

    private const string SharedFolderName = "daybook";

    internal static string InDirectory(string directory) => Path.Join(directory, FolderName);

    internal static string InGit(GitLayout git) => Path.Join(git.CommonDirectory, SharedFolderName);

    /// <summary>Named after the repository's folder and a sum of its path, since many are called alike. Null without a home.</summary>
    internal static string? InStateHome(GitLayout git, StoreSearch search)
    {
        string? state = search.Variable("XDG_STATE_HOME")
            ?? (search.Variable("HOME") is { } home ? Path.Join(home, ".local", "state") : null);
        if (state is null)
        {
            return null;
        }

        uint sum = Crc32C.Compute(Encoding.UTF8.GetBytes(git.CommonDirectory));
        string name = Path.GetFileName(git.MainWorkTree ?? git.CommonDirectory);
        return Path.Join(search.Absolute(state), SharedFolderName, name + "-" + sum.ToString("x8", CultureInfo.InvariantCulture));
    }
}
