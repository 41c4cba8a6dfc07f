using Daybook.Durability.FileSystem;

namespace Daybook.Testing.Disk;

/// <summary>The number and name that Linux gives to an error.</summary>
internal static class ErrorNumber
{
    internal const int BadDescriptor = 9;
    internal const int NotDirectory = 20;
    internal const int IsDirectory = 21;
    internal const int Invalid = 22;
    internal const int NotEmpty = 39;

    internal static int Of(FileSystemError error) => error switch
    {
        FileSystemError.NotFound => 2,
        FileSystemError.Interrupted => 4,
        FileSystemError.InputOutput => 5,
        FileSystemError.Denied => 13,
        FileSystemError.Exists => 17,
        FileSystemError.CrossDevice => 18,
        FileSystemError.WrongKind => NotDirectory,
        FileSystemError.TooManyOpenFiles => 24,
        FileSystemError.NoSpace => 28,
        FileSystemError.ReadOnly => 30,
        FileSystemError.NameTooLong => 36,
        FileSystemError.NoLocks => 37,
        FileSystemError.SymbolicLink => 40,
        FileSystemError.NotSupported => 95,
        FileSystemError.QuotaExceeded => 122,
        _ => 71,
    };

    internal static string Name(int number) => number switch
    {
        1 => "EPERM",
        2 => "ENOENT",
        4 => "EINTR",
        5 => "EIO",
        BadDescriptor => "EBADF",
        13 => "EACCES",
        17 => "EEXIST",
        18 => "EXDEV",
        NotDirectory => "ENOTDIR",
        IsDirectory => "EISDIR",
        Invalid => "EINVAL",
        23 => "ENFILE",
        24 => "EMFILE",
        28 => "ENOSPC",
        30 => "EROFS",
        36 => "ENAMETOOLONG",
        37 => "ENOLCK",
        NotEmpty => "ENOTEMPTY",
        40 => "ELOOP",
        71 => "EPROTO",
        95 => "EOPNOTSUPP",
        116 => "ESTALE",
        122 => "EDQUOT",
        _ => $"errno {number}",
    };
}
