using System.Reflection;
using System.Runtime.InteropServices;
using Daybook.Errors;

namespace Daybook.Embedded.Sqlite;

/// <summary>
/// Which SQLite is used: the operating system's, which its vendor keeps mended, when it is newer than the one that comes along and can search
/// text; else the one that comes along.
/// </summary>
internal static unsafe class SqliteLibrary
{
    /// <summary>3.35.5, the version that comes along: the oldest of the system's that is worth preferring is newer.</summary>
    private const int BundledNumber = 3_035_005;

    private const string BundledName = "e_sqlite3";

    private static readonly Lazy<(nint Handle, string Name)> Chosen = new(static () => Choose(SystemNames));

    /// <summary>The library's handle.</summary>
    internal static nint Handle => Chosen.Value.Handle;

    /// <summary>Where it comes from: <c>system</c> or <c>bundled</c>.</summary>
    internal static string Name => Chosen.Value.Name;

    /// <summary>Its version, such as <c>3.40.1</c>.</summary>
    internal static string Version => VersionOf(Handle);

    // Windows and Android have libraries of other names and makes; only what was tried is taken.
    private static string[] SystemNames =>
        OperatingSystem.IsLinux() ? ["libsqlite3.so.0"]
        : OperatingSystem.IsMacOS() ? ["/usr/lib/libsqlite3.dylib"]
        : [];

    /// <summary>Takes the first of the system's that is worth it, else the one that comes along.</summary>
    /// <exception cref="StorageException">There is none at all.</exception>
    internal static (nint Handle, string Name) Choose(IEnumerable<string> systemNames)
    {
        foreach (string name in systemNames)
        {
            if (NativeLibrary.TryLoad(name, out nint system))
            {
                if (VersionNumber(system) > BundledNumber && HasTextSearch(system))
                {
                    return (system, "system");
                }

                NativeLibrary.Free(system);
            }
        }

        return NativeLibrary.TryLoad(BundledName, Assembly.GetExecutingAssembly(), null, out nint bundled)
            ? (bundled, "bundled")
            : throw new StorageException("there is no SQLite library for this system, and none came along")
            {
                Hint = "install SQLite 3.36 or newer with FTS5 (Debian: libsqlite3-0)",
            };
    }

    /// <summary>The version of a library.</summary>
    internal static string VersionOf(nint library)
    {
        int number = VersionNumber(library);
        return $"{number / 1_000_000}.{number / 1000 % 1000}.{number % 1000}";
    }

    private static int VersionNumber(nint library) =>
        ((delegate* unmanaged[Cdecl]<int>)NativeLibrary.GetExport(library, "sqlite3_libversion_number"))();

    private static bool HasTextSearch(nint library)
    {
        fixed (byte* option = "ENABLE_FTS5\0"u8)
        {
            return ((delegate* unmanaged[Cdecl]<byte*, int>)NativeLibrary.GetExport(library, "sqlite3_compileoption_used"))(option) != 0;
        }
    }
}
