namespace Daybook.Durability.FileSystem;

/// <summary>How a file is opened. No mode follows a symbolic link, and a child process inherits none.</summary>
public enum OpenMode
{
    /// <summary>Read an existing file. Creates nothing.</summary>
    Read,

    /// <summary>Read and write an existing file at any offset.</summary>
    ReadWrite,

    /// <summary>Read and write at any offset; created empty if absent.</summary>
    OpenOrCreate,

    /// <summary>Read anywhere, write only at the end as it is at the moment of the write (O_APPEND); created empty if absent.</summary>
    Append,

    /// <summary>As <see cref="Append"/>, for a file that must exist.</summary>
    AppendExisting,

    /// <summary>Create a file that must not exist yet (O_EXCL), for reading and writing.</summary>
    CreateNew,
}
