using System.Buffers;
using System.Security.Cryptography;
using Daybook.Durability.FileSystem;

namespace Daybook.Embedded.Backup;

/// <summary>A folder in which a copy of a store comes together, and the list of what is in it. Nothing in it is flushed.</summary>
internal sealed class StagedFiles(IFileSystem fileSystem, string folder)
{
    private const int ChunkBytes = 1 << 18;

    private readonly List<ArchivedFile> files = [];
    private readonly HashSet<string> directories = new(StringComparer.Ordinal);

    /// <summary>The folder.</summary>
    internal string Folder => folder;

    /// <summary>What is in it, in the order in which it came.</summary>
    internal IReadOnlyList<ArchivedFile> Files => files;

    /// <summary>Copies the first bytes of a file.</summary>
    internal void Add(string path, IFile source, long length, bool isShared)
    {
        using IFile copy = Create(path, isShared);
        using var sum = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        long done = Copy(source, length, sum, copy);
        files.Add(new ArchivedFile(path, done, Hex(sum), isShared));
    }

    /// <summary>Writes a file.</summary>
    internal void Add(string path, ReadOnlySpan<byte> content, bool isShared)
    {
        using IFile copy = Create(path, isShared);
        copy.WriteFully(content, 0);
        files.Add(new ArchivedFile(path, content.Length, Convert.ToHexStringLower(SHA256.HashData(content)), isShared));
    }

    /// <summary>Lets somebody else write a file, and takes it in as it is then.</summary>
    /// <param name="path">Its path in the store.</param>
    /// <param name="write">Fills the file, which is there and empty, by its path.</param>
    internal void Add(string path, Action<string> write)
    {
        Create(path, isShared: false).Dispose();
        write(PathOf(path));
        using IFile written = fileSystem.Open(PathOf(path), OpenMode.Read);
        using var sum = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        long length = Copy(written, written.Stat().Length, sum, null);
        files.Add(new ArchivedFile(path, length, Hex(sum), IsShared: false));
    }

    /// <summary>Where a file of the copy is.</summary>
    internal string PathOf(string path) => Path.Join(folder, path.Replace('/', Path.DirectorySeparatorChar));

    /// <summary>Creates a file and the folders on the way to it.</summary>
    internal IFile Create(string path, bool isShared)
    {
        string full = PathOf(path);
        MakeDirectory(Path.GetDirectoryName(full) ?? folder, isShared);
        return fileSystem.Open(full, OpenMode.CreateNew, isShared ? FilePermissions.SharedFile : FilePermissions.PrivateFile);
    }

    private void MakeDirectory(string directory, bool isShared)
    {
        if (directory.Length <= folder.Length || !directories.Add(directory))
        {
            return;
        }

        MakeDirectory(Path.GetDirectoryName(directory) ?? folder, isShared);
        fileSystem.CreateDirectory(directory, isShared ? FilePermissions.SharedDirectory : FilePermissions.PrivateDirectory);
    }

    private static long Copy(IFile source, long length, IncrementalHash sum, IFile? copy)
    {
        byte[] chunk = ArrayPool<byte>.Shared.Rent(ChunkBytes);
        try
        {
            long done = 0;
            while (done < length)
            {
                int read = source.Read(chunk.AsSpan(0, (int)Math.Min(chunk.Length, length - done)), done);
                if (read == 0)
                {
                    break;
                }

                sum.AppendData(chunk, 0, read);
                copy?.WriteFully(chunk.AsSpan(0, read), done);
                done += read;
            }

            return done;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(chunk);
        }
    }

    private static string Hex(IncrementalHash sum) => Convert.ToHexStringLower(sum.GetHashAndReset());
}
