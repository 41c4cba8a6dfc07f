using Daybook.Durability.FileSystem;

namespace Daybook.Durability.Errors;

/// <summary>Something other than a plain file or directory stands where one of ours should be; nothing was read or written through it.</summary>
public sealed class UnsafeFileException : DurabilityException
{
    /// <summary>Names the path and what was found there.</summary>
    public UnsafeFileException(string path, FileKind found)
        : base($"{path} is {Words(found)}, not a file of Daybook's own; it was not followed", path)
    {
        Found = found;
    }

    /// <summary>What was found.</summary>
    public FileKind Found { get; }

    private static string Words(FileKind kind) => kind switch
    {
        FileKind.SymbolicLink => "a symbolic link",
        FileKind.Fifo => "a named pipe",
        FileKind.Directory => "a directory",
        FileKind.Regular => "a plain file",
        _ => "a device or socket",
    };
}
