using Daybook.Durability.Errors;
using Daybook.Durability.FileSystem;

namespace Daybook.Embedded;

/// <summary>Files of several writers without a mark of doubt, after a flush that failed.</summary>
internal static class UnflushedFile
{
    private const int ChunkBytes = 1 << 16;

    /// <summary>
    /// Flushes a file. Where that fails all of it is written once more where it stands: the system may have dropped what it could not write, and
    /// call the next flush of it a success, which must not vouch for what is not on the disk.
    /// </summary>
    /// <param name="fileSystem">The disk.</param>
    /// <param name="file">The file, open in any way.</param>
    /// <exception cref="FileSystemException">The flush failed.</exception>
    internal static void FlushOrWriteAgain(IFileSystem fileSystem, IFile file)
    {
        try
        {
            file.Flush();
        }
        catch (FileSystemException)
        {
            WriteAgain(fileSystem, file.Path);
            throw;
        }
    }

    /// <summary>Writes all of a file once more where it stands, as far as the disk lets it.</summary>
    internal static void WriteAgain(IFileSystem fileSystem, string path)
    {
        try
        {
            using IFile file = fileSystem.Open(path, OpenMode.ReadWrite);
            byte[] chunk = new byte[ChunkBytes];
            for (long at = 0; file.ReadFully(chunk, at) is var read and > 0; at += read)
            {
                file.WriteFully(chunk.AsSpan(0, read), at);
            }
        }
        catch (FileSystemException)
        {
            // The flush has failed, and whoever asked for it is told so.
        }
    }
}
