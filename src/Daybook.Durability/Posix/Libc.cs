using System.Runtime.InteropServices;

namespace Daybook.Durability.Posix;

/// <summary>
/// The system calls themselves. The BCL is not used for truth: .NET 10 reports success when fsync fails, FileMode.Append is not
/// O_APPEND, and every open takes a flock of its own (measured; see docs/DURABILITY.md).
/// </summary>
internal static unsafe partial class Libc
{
    /// <summary>In place of a directory: paths are absolute anyway (AT_FDCWD).</summary>
    internal const int HereDirectory = -100;

    /// <summary>Both names stay and trade what they stand for (RENAME_EXCHANGE; RENAME_SWAP has the same number).</summary>
    internal const uint Swap = 2;

    private const string Library = "libc";

    /// <summary>
    /// Resolves the names in the main program's scope, which is libc for everyone and first of all whatever was preloaded
    /// before it: that is how a test injects faults into the real binary.
    /// </summary>
    static Libc() => NativeLibrary.SetDllImportResolver(
        typeof(Libc).Assembly,
        static (name, _, _) => name == Library ? NativeLibrary.GetMainProgramHandle() : 0);

    [LibraryImport(Library, EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int Open(string path, int flags, uint mode);

    /// <summary>Apple passes variadic arguments on the stack, so on arm64 the mode must come ninth to be found there.</summary>
    [LibraryImport(Library, EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int OpenOnApple(string path, int flags, nint x2, nint x3, nint x4, nint x5, nint x6, nint x7, uint mode);

    [LibraryImport(Library, EntryPoint = "close", SetLastError = true)]
    internal static partial int Close(int descriptor);

    [LibraryImport(Library, EntryPoint = "pread", SetLastError = true)]
    internal static partial nint Read(int descriptor, byte* buffer, nint count, long offset);

    [LibraryImport(Library, EntryPoint = "pwrite", SetLastError = true)]
    internal static partial nint WriteAt(int descriptor, byte* buffer, nint count, long offset);

    [LibraryImport(Library, EntryPoint = "write", SetLastError = true)]
    internal static partial nint Write(int descriptor, byte* buffer, nint count);

    [LibraryImport(Library, EntryPoint = "ftruncate", SetLastError = true)]
    internal static partial int Truncate(int descriptor, long length);

    [LibraryImport(Library, EntryPoint = "fdatasync", SetLastError = true)]
    internal static partial int SyncData(int descriptor);

    [LibraryImport(Library, EntryPoint = "sync_file_range", SetLastError = true)]
    internal static partial int SyncRange(int descriptor, long offset, long count, uint flags);

    [LibraryImport(Library, EntryPoint = "fsync", SetLastError = true)]
    internal static partial int Sync(int descriptor);

    [LibraryImport(Library, EntryPoint = "syncfs", SetLastError = true)]
    internal static partial int SyncFileSystem(int descriptor);

    [LibraryImport(Library, EntryPoint = "sync")]
    internal static partial void SyncEverything();

    [LibraryImport(Library, EntryPoint = "fcntl", SetLastError = true)]
    internal static partial int Control(int descriptor, int command);

    [LibraryImport(Library, EntryPoint = "flock", SetLastError = true)]
    internal static partial int Lock(int descriptor, int operation);

    [LibraryImport(Library, EntryPoint = "fchmod", SetLastError = true)]
    internal static partial int ChangeMode(int descriptor, uint mode);

    [LibraryImport(Library, EntryPoint = "chmod", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int ChangeMode(string path, uint mode);

    [LibraryImport(Library, EntryPoint = "fchown", SetLastError = true)]
    internal static partial int ChangeOwner(int descriptor, uint user, uint group);

    [LibraryImport(Library, EntryPoint = "mkdir", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int MakeDirectory(string path, uint mode);

    [LibraryImport(Library, EntryPoint = "rmdir", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int RemoveDirectory(string path);

    [LibraryImport(Library, EntryPoint = "rename", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int Rename(string from, string to);

    [LibraryImport(Library, EntryPoint = "renameat2", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int RenameAt(int fromDirectory, string from, int toDirectory, string to, uint flags);

    [LibraryImport(Library, EntryPoint = "renamex_np", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int RenameOnApple(string from, string to, uint flags);

    [LibraryImport(Library, EntryPoint = "link", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int Link(string existing, string created);

    [LibraryImport(Library, EntryPoint = "unlink", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int Unlink(string path);

    [LibraryImport(Library, EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int StatExtended(int directory, string path, int flags, uint mask, byte* result);

    [LibraryImport(Library, EntryPoint = "lstat", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int LinkStat(string path, byte* result);

    [LibraryImport(Library, EntryPoint = "lstat$INODE64", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int LinkStat64(string path, byte* result);

    [LibraryImport(Library, EntryPoint = "fstat", SetLastError = true)]
    internal static partial int DescriptorStat(int descriptor, byte* result);

    [LibraryImport(Library, EntryPoint = "fstat$INODE64", SetLastError = true)]
    internal static partial int DescriptorStat64(int descriptor, byte* result);

    [LibraryImport(Library, EntryPoint = "statfs", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int FileSystemStat(string path, byte* result);

    [LibraryImport(Library, EntryPoint = "sysctlbyname", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int SystemControl(string name, byte* value, nint* length, nint newValue, nint newLength);

    [LibraryImport(Library, EntryPoint = "nanosleep", SetLastError = true)]
    internal static partial int Sleep(long* secondsAndNanoseconds, nint remaining);

    [LibraryImport(Library, EntryPoint = "clock_gettime", SetLastError = true)]
    internal static partial int ReadClock(int clock, long* secondsAndNanoseconds);

    [LibraryImport(Library, EntryPoint = "readlink", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    internal static partial nint ReadLink(string path, byte* buffer, nint length);
}
