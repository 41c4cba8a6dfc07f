using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Daybook.Durability.Errors;
using Daybook.Durability.FileSystem;

namespace Daybook.Embedded.Git;

/// <summary>
/// Writes objects as git does: a header and the content, compressed, in a file named after their sum. For the directories of a commit that saves
/// the start of a process each.
/// </summary>
/// <param name="ports">The outside world.</param>
/// <param name="git">The repository.</param>
internal sealed class LooseObjects(EmbeddedPorts ports, GitLayout git)
{
    private const string Folder = "objects";
    private const int FanOutLetters = 2;
    private const int HexPerByte = 2;

    /// <summary>Git removes files of this name when they are old.</summary>
    private const string TempPrefix = "tmp_obj_daybook_";

    private const UnixFileMode ReadOnly = UnixFileMode.UserRead | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    private readonly IFileSystem disk = ports.FileSystem;
    private readonly string folder = Path.Join(git.CommonDirectory, Folder);

    /// <summary>The id that git gives to a content.</summary>
    internal static string IdOf(string type, ReadOnlySpan<byte> content, int idDigits)
    {
        byte[] whole = [.. Header(type, content.Length), .. content];

        // SHA-1 names objects in git; nothing rests on it being hard to forge.
#pragma warning disable CA5350
        return Convert.ToHexStringLower(idDigits == SHA1.HashSizeInBytes * HexPerByte ? SHA1.HashData(whole) : SHA256.HashData(whole));
#pragma warning restore CA5350
    }

    /// <summary>Writes one, unless it is there whole. It is durable once the file system is synced.</summary>
    internal void Write(string id, string type, ReadOnlySpan<byte> content)
    {
        string path = PathOf(id);
        if (disk.Stat(path) is not null && IsWhole(path, id))
        {
            return;
        }

        string directory = Path.Join(folder, id[..FanOutLetters]);
        if (disk.Stat(directory) is null)
        {
            Create(directory);
        }

        string temp = Path.Join(directory, TempPrefix + ports.UniqueName());
        try
        {
            using (IFile file = disk.Open(temp, OpenMode.CreateNew, ReadOnly))
            {
                file.WriteFully(Compressed(type, content), 0);
            }

            disk.Rename(temp, path);
        }
        catch
        {
            OwnFiles.Discard(disk, [temp]);
            throw;
        }
    }

    /// <summary>
    /// Removes objects that are not what their names say. Git renames an object into place unflushed, so that a power loss can leave it empty,
    /// and takes every object for granted whose name is there. Whoever has the content must let git write it once more.
    /// </summary>
    /// <returns>Whether there were any.</returns>
    internal bool DropDamaged(IEnumerable<string> ids)
    {
        string[] damaged = [.. ids.Where(id => disk.Stat(PathOf(id)) is not null && !IsWhole(PathOf(id), id)).Select(PathOf)];
        foreach (string path in damaged)
        {
            disk.Delete(path);
        }

        return damaged.Length > 0;
    }

    private string PathOf(string id) => Path.Join(folder, id[..FanOutLetters], id[FanOutLetters..]);

    private bool IsWhole(string path, string id)
    {
        try
        {
            using IFile file = disk.Open(path, OpenMode.Read);
            using var stored = new SequentialStream(file);
            using var unpacked = new ZLibStream(stored, CompressionMode.Decompress);
#pragma warning disable CA5350
            return id == Convert.ToHexStringLower(id.Length == SHA1.HashSizeInBytes * HexPerByte ? SHA1.HashData(unpacked) : SHA256.HashData(unpacked));
#pragma warning restore CA5350
        }
        catch (InvalidDataException)
        {
            return false;
        }
        catch (UnsafeFileException)
        {
            // No file at all.
            return false;
        }
    }

    private void Create(string directory)
    {
        try
        {
            disk.CreateDirectory(directory, disk.Stat(folder)?.Permissions ?? FilePermissions.SharedDirectory);
        }
        catch (FileSystemException present) when (present.Error == FileSystemError.Exists)
        {
        }
    }

    private static byte[] Compressed(string type, ReadOnlySpan<byte> content)
    {
        using var bytes = new MemoryStream();
        using (var compression = new ZLibStream(bytes, CompressionLevel.Fastest, leaveOpen: true))
        {
            compression.Write(Header(type, content.Length));
            compression.Write(content);
        }

        return bytes.ToArray();
    }

    private static byte[] Header(string type, int length) =>
        Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{type} {length}\0"));
}
