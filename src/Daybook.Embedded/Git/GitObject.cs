using System.Globalization;
using System.Text;
using Daybook.Errors;

namespace Daybook.Embedded.Git;

/// <summary>An object as <c>git cat-file --batch</c> tells it.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Type">Its type.</param>
/// <param name="Content">Its bytes.</param>
internal sealed record GitObject(string Id, string Type, ReadOnlyMemory<byte> Content)
{
    private const int HeaderWords = 3;
    private const byte LineFeed = (byte)'\n';

    /// <summary>Reads several, all with one command.</summary>
    /// <returns>In the order of the names; null where there is no such object.</returns>
    /// <exception cref="DaybookException">Git could not be asked.</exception>
    internal static IReadOnlyList<GitObject?> ReadAll(GitCommands git, IReadOnlyList<string> names, string? indexPath)
    {
        string[] arguments = ["cat-file", "--batch"];
        ReadOnlyMemory<byte> rest = git.Must(arguments, GitCommands.Lines(names), indexPath);
        var objects = new List<GitObject?>();
        while (!rest.IsEmpty)
        {
            int end = rest.Span.IndexOf(LineFeed);
            string[] header = Encoding.UTF8.GetString(rest.Span[..Math.Max(end, 0)]).Split(' ');
            rest = rest[(end + 1)..];
            if (header.Length < HeaderWords || !int.TryParse(header[^1], CultureInfo.InvariantCulture, out int length) || length >= rest.Length)
            {
                objects.Add(end < 0 ? throw Unreadable() : null);
                continue;
            }

            objects.Add(new GitObject(header[0], header[1], rest[..length]));
            rest = rest[(length + 1)..];
        }

        return objects.Count == names.Count ? objects : throw Unreadable();
    }

    private static StorageException Unreadable() =>
        new("git cat-file answered in a way that is not understood") { Hint = "check that git works here: git fsck" };
}
