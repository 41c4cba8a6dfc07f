namespace Daybook.Durability.FileSystem;

/// <summary>The errors of a file system that the kernel tells apart; everything else is <see cref="Other"/> with its number.</summary>
public enum FileSystemError
{
    /// <summary>An error without a case of its own.</summary>
    Other,

    /// <summary>ENOENT.</summary>
    NotFound,

    /// <summary>EEXIST.</summary>
    Exists,

    /// <summary>ENOTDIR or EISDIR.</summary>
    WrongKind,

    /// <summary>EACCES or EPERM.</summary>
    Denied,

    /// <summary>EROFS.</summary>
    ReadOnly,

    /// <summary>ENOSPC.</summary>
    NoSpace,

    /// <summary>EDQUOT.</summary>
    QuotaExceeded,

    /// <summary>EIO.</summary>
    InputOutput,

    /// <summary>EMFILE or ENFILE.</summary>
    TooManyOpenFiles,

    /// <summary>ENOLCK.</summary>
    NoLocks,

    /// <summary>EINTR.</summary>
    Interrupted,

    /// <summary>ELOOP: a symbolic link where none is followed.</summary>
    SymbolicLink,

    /// <summary>EXDEV.</summary>
    CrossDevice,

    /// <summary>ENAMETOOLONG.</summary>
    NameTooLong,

    /// <summary>EOPNOTSUPP, ENOTSUP or ENOSYS.</summary>
    NotSupported,
}
