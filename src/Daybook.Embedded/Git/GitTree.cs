using System.Text;

namespace Daybook.Embedded.Git;

/// <summary>
/// One directory as git stores it: entries of mode, name and object, in git's order (a layout that has not changed since
/// 2005). Names are bytes; here each letter of a string stands for one byte, so that none is lost and ordinal order is git's.
/// </summary>
internal sealed class GitTree
{
    internal const string ObjectType = "tree";
    internal const string FileMode = "100644";
    internal const string DirectoryMode = "40000";

    private const int HexPerByte = 2;

    private readonly List<Entry> entries;
    private readonly int idBytes;

    private GitTree(List<Entry> entries, int idBytes)
    {
        this.entries = entries;
        this.idBytes = idBytes;
    }

    /// <summary>One without entries, in a repository with ids of this many hexadecimal digits.</summary>
    internal static GitTree Empty(int idDigits) => new([], idDigits / HexPerByte);

    /// <summary>Reads one.</summary>
    /// <returns>Null if these bytes are none.</returns>
    internal static GitTree? Parse(ReadOnlySpan<byte> raw, int idDigits)
    {
        int idBytes = idDigits / HexPerByte;
        var entries = new List<Entry>();
        while (!raw.IsEmpty)
        {
            int space = raw.IndexOf((byte)' ');
            int end = raw.IndexOf((byte)0);
            if (space < 0 || end < space || raw.Length - end - 1 < idBytes)
            {
                return null;
            }

            entries.Add(new Entry(
                Encoding.Latin1.GetString(raw[..space]),
                Encoding.Latin1.GetString(raw[(space + 1)..end]),
                Convert.ToHexStringLower(raw.Slice(end + 1, idBytes))));
            raw = raw[(end + 1 + idBytes)..];
        }

        return new GitTree(entries, idBytes);
    }

    /// <summary>The names, as text.</summary>
    internal IEnumerable<string> Names => entries.Select(static entry => Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(entry.Name)));

    /// <summary>The entry of a name.</summary>
    internal Entry? Find(string name)
    {
        string sought = InBytes(name);
        return entries.Find(entry => entry.Name == sought);
    }

    /// <summary>The same directory with one entry added or replaced.</summary>
    internal GitTree With(string mode, string name, string id)
    {
        var added = new Entry(mode, InBytes(name), id);
        List<Entry> changed = [.. entries.Where(entry => entry.Name != added.Name)];
        int at = changed.FindIndex(entry => string.CompareOrdinal(entry.SortName, added.SortName) > 0);
        changed.Insert(at < 0 ? changed.Count : at, added);
        return new GitTree(changed, idBytes);
    }

    /// <summary>Its bytes.</summary>
    internal byte[] Encode()
    {
        using var bytes = new MemoryStream();
        foreach (Entry entry in entries)
        {
            bytes.Write(Encoding.Latin1.GetBytes($"{entry.Mode} {entry.Name}\0"));
            bytes.Write(Convert.FromHexString(entry.Id));
        }

        return bytes.ToArray();
    }

    private static string InBytes(string name) => Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(name));

    /// <summary>One name in a directory.</summary>
    /// <param name="Mode">What it is, octal.</param>
    /// <param name="Name">Its name, a letter a byte.</param>
    /// <param name="Id">The object.</param>
    internal sealed record Entry(string Mode, string Name, string Id)
    {
        /// <summary>Whether it is a directory.</summary>
        internal bool IsDirectory => Mode == DirectoryMode;

        /// <summary>Git sorts a directory as if its name ended in a slash.</summary>
        internal string SortName => IsDirectory ? Name + "/" : Name;
    }
}
