namespace Daybook.Durability.FileSystem;

/// <summary>Whole reads and writes over the short ones of <see cref="IFile"/>.</summary>
public static class FileReading
{
    /// <summary>Writes all bytes at an offset, however short the single writes are. A write that takes nothing is an error, never a loop.</summary>
    /// <exception cref="Errors.FileSystemException">A write failed; some of the bytes may be in the file.</exception>
    public static void WriteFully(this IFile file, ReadOnlySpan<byte> bytes, long offset)
    {
        ArgumentNullException.ThrowIfNull(file);
        while (bytes.Length > 0)
        {
            int written = file.Write(bytes, offset);
            if (written == 0)
            {
                throw new Errors.FileSystemException(FileSystemError.InputOutput, "write", file.Path, 0, "the system took no bytes");
            }

            bytes = bytes[written..];
            offset += written;
        }
    }

    /// <summary>Fills the buffer from an offset. Returns fewer bytes only at the end of the file.</summary>
    public static int ReadFully(this IFile file, Span<byte> buffer, long offset)
    {
        ArgumentNullException.ThrowIfNull(file);
        int total = 0;
        while (total < buffer.Length)
        {
            int read = file.Read(buffer[total..], offset + total);
            if (read == 0)
            {
                break;
            }

            total += read;
        }

        return total;
    }

    /// <summary>Reads a whole small file.</summary>
    /// <param name="fileSystem">The disk.</param>
    /// <param name="path">The file.</param>
    /// <param name="maximumBytes">The bound that is checked before anything is allocated.</param>
    /// <returns>The content, or <c>null</c> if there is no such file.</returns>
    /// <exception cref="Errors.RecordTooLargeException">The file is over the bound.</exception>
    public static byte[]? ReadAll(this IFileSystem fileSystem, string path, int maximumBytes)
    {
        ArgumentNullException.ThrowIfNull(fileSystem);
        if (fileSystem.Stat(path) is null)
        {
            return null;
        }

        using IFile file = fileSystem.Open(path, OpenMode.Read);
        long length = file.Stat().Length;
        if (length > maximumBytes)
        {
            throw new Errors.RecordTooLargeException(path, length, maximumBytes);
        }

        byte[] content = new byte[length];
        int read = file.ReadFully(content, 0);
        return read == content.Length ? content : content[..read];
    }
}
