using System.Runtime.InteropServices;

namespace Daybook.Durability.Tests.Posix;

/// <summary>System calls that only tests need.</summary>
internal static partial class PosixCalls
{
    [LibraryImport("libc", EntryPoint = "umask")]
    internal static partial uint Umask(uint mask);

    [LibraryImport("libc", EntryPoint = "mkfifo", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int MakeFifo(string path, uint mode);
}
