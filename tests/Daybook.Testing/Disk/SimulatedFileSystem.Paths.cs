using System.Text;
using Daybook.Durability.FileSystem;

namespace Daybook.Testing.Disk;

/// <summary>From a path to a node, as the system walks it: links are followed on the way, never at the end.</summary>
public sealed partial class SimulatedFileSystem
{
    private const int Nothing = -1;
    private const int LinksFollowedMaximum = 40;
    private const int NameBytesMaximum = 255;

    /// <summary>
    /// Finds the directory and name that a path ends in and the node of that name. Either is <see cref="Nothing"/> if it is not
    /// there.
    /// </summary>
    private int Locate(string path, out int directory, out ReadOnlySpan<char> name, int linksFollowed = 0)
    {
        if (!path.StartsWith('/'))
        {
            throw new ArgumentException($"'{path}' is not absolute", nameof(path));
        }

        directory = Nothing;
        name = default;
        int found = Root;
        for (int start = 1; start < path.Length;)
        {
            int slash = path.IndexOf('/', start);
            int end = slash < 0 ? path.Length : slash;
            name = path.AsSpan(start, end - start);
            directory = found;
            found = Lookup(directory, name);
            if (end == path.Length)
            {
                break;
            }

            if (found == Nothing)
            {
                directory = Nothing;
                break;
            }

            if (KindOf(found) == FileKind.SymbolicLink)
            {
                string target = Path.GetFullPath(Encoding.UTF8.GetString(ContentOf(found).Span), path[..start]);
                return linksFollowed < LinksFollowedMaximum
                    ? Locate(target + path[end..], out directory, out name, linksFollowed + 1)
                    : throw Failure(FileSystemError.SymbolicLink);
            }

            start = end + 1;
        }

        return found;
    }

    private int LocateExisting(string path, out int directory, out ReadOnlySpan<char> name)
    {
        int slot = Locate(path, out directory, out name);
        return slot != Nothing ? slot : throw Failure(FileSystemError.NotFound);
    }

    private int LocateDirectory(string path)
    {
        int slot = LocateExisting(path, out _, out _);
        return KindOf(slot) == FileKind.Directory ? slot : throw Failure(FileSystemError.WrongKind, ErrorNumber.NotDirectory);
    }

    /// <summary>Finds the directory of a name that is not taken.</summary>
    private void DemandFree(string path, out int directory, out ReadOnlySpan<char> name)
    {
        if (Locate(path, out directory, out name) != Nothing)
        {
            throw Failure(FileSystemError.Exists);
        }
    }

    private int Lookup(int directory, ReadOnlySpan<char> name)
    {
        if (KindOf(directory) != FileKind.Directory)
        {
            throw Failure(FileSystemError.WrongKind, ErrorNumber.NotDirectory);
        }

        if (name.Length > NameBytesMaximum / 3 && Encoding.UTF8.GetByteCount(name) > NameBytesMaximum)
        {
            throw Failure(FileSystemError.NameTooLong);
        }

        return EntriesOf(directory).Find(name);
    }
}
