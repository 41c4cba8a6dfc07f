using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Daybook.Durability.Errors;
using Daybook.Durability.FileSystem;

namespace Daybook.Durability.Windows;

/// <summary>The error numbers of Windows (winerror.h).</summary>
[SupportedOSPlatform("windows")]
internal static class WindowsError
{
    internal const int EndOfFile = 38;
    internal const int LockViolation = 33;
    internal const int Pending = 997;

    internal static FileSystemError Classify(int number) => number switch
    {
        2 or 3 => FileSystemError.NotFound,
        4 => FileSystemError.TooManyOpenFiles,

        // A sharing violation is another program that has the file open for itself: denied, as far as we can tell.
        5 or 32 => FileSystemError.Denied,
        17 => FileSystemError.CrossDevice,
        19 => FileSystemError.ReadOnly,
        23 or 29 or 30 or 1117 => FileSystemError.InputOutput,
        36 => FileSystemError.NoLocks,
        39 or 112 => FileSystemError.NoSpace,
        50 or 1 => FileSystemError.NotSupported,
        80 or 183 => FileSystemError.Exists,
        206 => FileSystemError.NameTooLong,
        267 => FileSystemError.WrongKind,
        995 => FileSystemError.Interrupted,
        1295 or 1816 => FileSystemError.QuotaExceeded,
        _ => FileSystemError.Other,
    };

    /// <summary>The exception for the call that failed last on this thread.</summary>
    internal static FileSystemException Last(string call, string path)
    {
        int number = Marshal.GetLastPInvokeError();
        return new FileSystemException(Classify(number), call, path, number, Marshal.GetPInvokeErrorMessage(number));
    }
}
