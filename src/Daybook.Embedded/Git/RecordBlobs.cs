using System.Text;
using Daybook.Errors;

namespace Daybook.Embedded.Git;

/// <summary>
/// Logs as objects, as <c>git add</c> would make them, filters included: who has files encrypted on their way into git must find logs so.
/// </summary>
internal static class RecordBlobs
{
    internal const string ObjectType = "blob";

    /// <summary>Where git refuses more, it is not the logs that are at fault.</summary>
    internal const int RefusedMax = 16;

    /// <summary>Sums logs up without an index.</summary>
    /// <returns>Their ids, in the order of the paths.</returns>
    /// <exception cref="DaybookException">Git refused.</exception>
    internal static IReadOnlyList<string> Hash(GitCommands git, IReadOnlyList<string> paths, bool isKept)
    {
        string[] arguments = isKept ? ["hash-object", "-w", "--stdin-paths"] : ["hash-object", "--stdin-paths"];
        ReadOnlyMemory<byte> answer = git.Must(arguments, GitCommands.Lines(paths), indexPath: null);
        string[] ids = Encoding.ASCII.GetString(answer.Span).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return ids.Length == paths.Count ? ids : throw Missing();
    }

    /// <summary>Sums logs up without keeping them, each as far as git can take it in.</summary>
    /// <returns>Their ids, in the order of the paths; null for one that git refuses.</returns>
    /// <exception cref="DaybookException">Git could not be asked, or refuses more than <see cref="RefusedMax"/>.</exception>
    internal static IReadOnlyList<string?> HashEach(GitCommands git, IReadOnlyList<string> paths) => HashEach(git, paths, []);

    /// <summary>How to ask for what an index has at a path.</summary>
    internal static string NameInIndex(string path) => ":" + path;

    /// <summary>The ids that git told for such names.</summary>
    /// <exception cref="StorageException">Git has no object for one of them.</exception>
    internal static IEnumerable<string> IdsOf(IEnumerable<GitObject?> objects) => objects.Select(static found => (found ?? throw Missing()).Id);

    /// <summary>Git names the first log that it refuses, in words; which one it was is found by halves.</summary>
    private static IReadOnlyList<string?> HashEach(GitCommands git, IReadOnlyList<string> paths, List<string> refused)
    {
        try
        {
            return Hash(git, paths, isKept: false);
        }
        catch (StorageException) when (paths.Count > 1)
        {
            int half = paths.Count / 2;
            return [.. HashEach(git, [.. paths.Take(half)], refused), .. HashEach(git, [.. paths.Skip(half)], refused)];
        }
        catch (StorageException) when (refused.Count < RefusedMax)
        {
            refused.AddRange(paths);
            return [null];
        }
    }

    private static StorageException Missing() =>
        new("git did not take in all logs") { Hint = "check that they are regular files, then run daybook doctor ops --fix" };
}
