using System.Text;
using Daybook.Durability.FileSystem;

namespace Daybook.Embedded;

/// <summary>A small file of rules for git in a store's folder.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Lines">What Daybook writes into it.</param>
internal sealed record StoreGitFile(string Name, IReadOnlyList<string> Lines)
{
    private const int BytesMaximum = 1 << 20;
    private const char Comment = '#';

    internal byte[] Encode() => Encoding.UTF8.GetBytes(string.Join('\n', Lines) + "\n");

    /// <summary>
    /// Whether the file in a folder holds all these rules, in this order. Lines of the user's between them are the user's affair.
    /// </summary>
    internal bool IsIn(IFileSystem fileSystem, string folder)
    {
        string[] found = [.. Text(fileSystem, folder).Split('\n').Select(static line => line.TrimEnd())];
        int next = 0;
        foreach (string rule in Lines.Where(static line => !line.StartsWith(Comment)))
        {
            next = Array.IndexOf(found, rule, next) + 1;
            if (next == 0)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether the file in a folder is just what Daybook writes.</summary>
    internal bool IsExactlyIn(IFileSystem fileSystem, string folder) => Text(fileSystem, folder) == Encoding.UTF8.GetString(Encode());

    private string Text(IFileSystem fileSystem, string folder)
    {
        string path = Path.Join(folder, Name);
        byte[]? content = fileSystem.Stat(path) is { Kind: FileKind.Regular } ? fileSystem.ReadAll(path, BytesMaximum) : null;
        return content is null ? "" : Encoding.UTF8.GetString(content);
    }
}
