using System.Runtime.InteropServices;
using Daybook.Durability.Errors;
using Daybook.Durability.FileSystem;

namespace Daybook.Durability.Posix;

/// <summary>The error numbers of Linux and macOS; those below 35 are the same on both.</summary>
internal static class Errno
{
    internal const int NotFound = 2;
    internal const int Interrupted = 4;
    internal const int NoDeviceOrAddress = 6;
    internal const int Invalid = 22;

    /// <summary>EWOULDBLOCK, which is EAGAIN.</summary>
    internal static int WouldBlock => OperatingSystem.IsMacOS() ? 35 : 11;

    internal static FileSystemError Classify(int number) => number switch
    {
        1 or 13 => FileSystemError.Denied,
        NotFound => FileSystemError.NotFound,
        Interrupted => FileSystemError.Interrupted,
        5 => FileSystemError.InputOutput,
        17 => FileSystemError.Exists,
        18 => FileSystemError.CrossDevice,
        20 or 21 => FileSystemError.WrongKind,
        23 or 24 => FileSystemError.TooManyOpenFiles,
        28 => FileSystemError.NoSpace,
        30 => FileSystemError.ReadOnly,
        _ => OperatingSystem.IsMacOS() ? ClassifyOnApple(number) : ClassifyOnLinux(number),
    };

    /// <summary>The exception for the call that failed last on this thread.</summary>
    internal static FileSystemException Last(string call, string path)
    {
        int number = Marshal.GetLastPInvokeError();
        return new FileSystemException(Classify(number), call, path, number, Marshal.GetPInvokeErrorMessage(number));
    }

    private static FileSystemError ClassifyOnLinux(int number) => number switch
    {
        36 => FileSystemError.NameTooLong,
        37 => FileSystemError.NoLocks,
        38 or 95 => FileSystemError.NotSupported,
        40 => FileSystemError.SymbolicLink,
        122 => FileSystemError.QuotaExceeded,
        _ => FileSystemError.Other,
    };

    private static FileSystemError ClassifyOnApple(int number) => number switch
    {
        45 or 78 or 102 => FileSystemError.NotSupported,
        62 => FileSystemError.SymbolicLink,
        63 => FileSystemError.NameTooLong,
        69 => FileSystemError.QuotaExceeded,
        77 => FileSystemError.NoLocks,
        _ => FileSystemError.Other,
    };
}
