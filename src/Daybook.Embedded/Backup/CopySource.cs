using Daybook.Durability.Errors;
using Daybook.Durability.FileSystem;
using Daybook.Durability.Locks;

namespace Daybook.Embedded.Backup;

/// <summary>How a backup looks at a store that others write at the same time.</summary>
internal sealed class CopySource(EmbeddedPorts ports, EmbeddedOptions options)
{
    private const int ChunkBytes = 1 << 16;

    /// <summary>The disk.</summary>
    internal IFileSystem FileSystem => ports.FileSystem;

    /// <summary>
    /// Takes a lock of the store's, so that nothing is moved meanwhile. Null where nobody ever wrote, and where this user may not write: a store
    /// on a read-only disk can be backed up too.
    /// </summary>
    /// <exception cref="LockTimeoutException">Another process kept it.</exception>
    internal FileLock? Lock(string path)
    {
        try
        {
            return FileSystem.Stat(Path.GetDirectoryName(path) ?? path) is null
                ? null
                : FileLock.Acquire(FileSystem, path, options.LockWait, ports.Clock, options.HolderLabel);
        }
        catch (FileSystemException refused) when (refused.Error is FileSystemError.Denied or FileSystemError.ReadOnly)
        {
            return null;
        }
    }

    /// <summary>Opens a file; null where there is none.</summary>
    internal IFile? Open(string path) => FileSystem.OpenIfThere(path);

    /// <summary>The names in a folder, sorted; none where there is no folder.</summary>
    internal IEnumerable<string> Names(string folder) =>
        FileSystem.Stat(folder) is { Kind: FileKind.Directory } ? FileSystem.List(folder).Order(StringComparer.Ordinal) : [];

    /// <summary>
    /// How long the whole lines of a log are at this moment. A log only grows, so those are a state that it was in; a line that is being
    /// written is not acknowledged yet.
    /// </summary>
    internal static long WholeLines(IFile log)
    {
        long end = log.Stat().Length;
        byte[] chunk = new byte[ChunkBytes];
        while (end > 0)
        {
            long start = Math.Max(0, end - ChunkBytes);
            int read = log.ReadFully(chunk.AsSpan(0, (int)(end - start)), start);
            int newline = chunk.AsSpan(0, read).LastIndexOf((byte)'\n');
            if (newline >= 0)
            {
                return start + newline + 1;
            }

            end = start;
        }

        return 0;
    }
}
