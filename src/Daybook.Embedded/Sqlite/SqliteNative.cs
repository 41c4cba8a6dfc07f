using System.Runtime.InteropServices;

namespace Daybook.Embedded.Sqlite;

/// <summary>The functions of SQLite's C interface that are used. <see cref="SqliteLibrary"/> decides which library answers them.</summary>
internal static unsafe partial class SqliteNative
{
    internal const string Library = "sqlite3";

    internal const int Row = 100;
    internal const int Done = 101;

    internal const int OpenReadWrite = 0x2;
    internal const int OpenReadOnly = 0x1;
    internal const int OpenUri = 0x40;
    internal const int OpenFullMutex = 0x10000;

    internal const int ConfigTrigger = 1003;
    internal const int ConfigLoadExtension = 1005;
    internal const int ConfigNoCheckpointOnClose = 1006;
    internal const int ConfigDefensive = 1010;
    internal const int ConfigView = 1015;
    internal const int ConfigTrustedSchema = 1017;

    internal const int TypeInteger = 1;
    internal const int TypeText = 3;
    internal const int TypeNull = 5;

    /// <summary>Tells SQLite to copy what is bound before the call returns.</summary>
    private const nint Transient = -1;

    static SqliteNative() => NativeLibrary.SetDllImportResolver(
        typeof(SqliteNative).Assembly,
        static (name, _, _) => name == Library ? SqliteLibrary.Handle : 0);

    [LibraryImport(Library, EntryPoint = "sqlite3_open_v2", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial int Open(string path, out nint database, int flags, nint vfs);

    [LibraryImport(Library, EntryPoint = "sqlite3_close_v2")]
    internal static partial int Close(nint database);

    [LibraryImport(Library, EntryPoint = "sqlite3_errmsg")]
    internal static partial byte* ErrorMessage(nint database);

    [LibraryImport(Library, EntryPoint = "sqlite3_extended_result_codes")]
    internal static partial int ExtendedResultCodes(nint database, int on);

    [LibraryImport(Library, EntryPoint = "sqlite3_busy_timeout")]
    internal static partial int BusyTimeout(nint database, int milliseconds);

    [LibraryImport(Library, EntryPoint = "sqlite3_get_autocommit")]
    internal static partial int IsAutocommit(nint database);

    [LibraryImport(Library, EntryPoint = "sqlite3_changes")]
    internal static partial int Changes(nint database);

    [LibraryImport(Library, EntryPoint = "sqlite3_backup_init", StringMarshalling = StringMarshalling.Utf8)]
    internal static partial nint BeginBackup(nint target, string targetName, nint source, string sourceName);

    [LibraryImport(Library, EntryPoint = "sqlite3_backup_step")]
    internal static partial int StepBackup(nint backup, int pages);

    [LibraryImport(Library, EntryPoint = "sqlite3_backup_finish")]
    internal static partial int FinishBackup(nint backup);

    [LibraryImport(Library, EntryPoint = "sqlite3_prepare_v2")]
    internal static partial int Prepare(nint database, byte* sql, int bytes, out nint statement, out byte* tail);

    [LibraryImport(Library, EntryPoint = "sqlite3_finalize")]
    internal static partial int Finalize(nint statement);

    [LibraryImport(Library, EntryPoint = "sqlite3_step")]
    internal static partial int Step(nint statement);

    [LibraryImport(Library, EntryPoint = "sqlite3_reset")]
    internal static partial int Reset(nint statement);

    [LibraryImport(Library, EntryPoint = "sqlite3_clear_bindings")]
    internal static partial int ClearBindings(nint statement);

    [LibraryImport(Library, EntryPoint = "sqlite3_bind_int64")]
    internal static partial int BindInteger(nint statement, int index, long value);

    [LibraryImport(Library, EntryPoint = "sqlite3_bind_null")]
    internal static partial int BindNull(nint statement, int index);

    [LibraryImport(Library, EntryPoint = "sqlite3_bind_pointer")]
    internal static partial int BindPointer(nint statement, int index, void* pointer, byte* type, nint destructor);

    [LibraryImport(Library, EntryPoint = "sqlite3_column_type")]
    internal static partial int ColumnType(nint statement, int index);

    [LibraryImport(Library, EntryPoint = "sqlite3_column_int64")]
    internal static partial long ColumnInteger(nint statement, int index);

    [LibraryImport(Library, EntryPoint = "sqlite3_column_double")]
    internal static partial double ColumnReal(nint statement, int index);

    [LibraryImport(Library, EntryPoint = "sqlite3_column_blob")]
    internal static partial byte* ColumnBlob(nint statement, int index);

    [LibraryImport(Library, EntryPoint = "sqlite3_column_text")]
    internal static partial byte* ColumnText(nint statement, int index);

    [LibraryImport(Library, EntryPoint = "sqlite3_column_bytes")]
    internal static partial int ColumnBytes(nint statement, int index);

    [LibraryImport(Library, EntryPoint = "sqlite3_value_int64")]
    internal static partial long ValueInteger(nint value);

    [LibraryImport(Library, EntryPoint = "sqlite3_result_double")]
    internal static partial void ResultReal(nint context, double value);

    [LibraryImport(Library, EntryPoint = "sqlite3_result_error_code")]
    internal static partial void ResultError(nint context, int code);

    /// <summary>Binds bytes, which SQLite copies.</summary>
    internal static int BindBlob(nint statement, int index, ReadOnlySpan<byte> bytes)
    {
        byte none = 0;
        fixed (byte* start = bytes)
        {
            return BindBlob(statement, index, start is null ? &none : start, bytes.Length, Transient);
        }
    }

    /// <summary>Binds text, which SQLite copies.</summary>
    internal static int BindText(nint statement, int index, ReadOnlySpan<byte> utf8)
    {
        // An empty span has no address, and no address would bind a null.
        byte none = 0;
        fixed (byte* text = utf8)
        {
            return BindText(statement, index, text is null ? &none : text, utf8.Length, Transient);
        }
    }

    /// <summary>Switches a connection's option. The C function takes any number of arguments, which Apple passes on the stack on arm64.</summary>
    internal static int Configure(nint database, int option, int value)
    {
        int result = 0;
        return OperatingSystem.IsMacOS() && RuntimeInformation.ProcessArchitecture == Architecture.Arm64
            ? ConfigureOnApple(database, option, 0, 0, 0, 0, 0, 0, value, &result)
            : Configure(database, option, value, &result);
    }

    [LibraryImport(Library, EntryPoint = "sqlite3_bind_text")]
    private static partial int BindText(nint statement, int index, byte* text, int bytes, nint destructor);

    [LibraryImport(Library, EntryPoint = "sqlite3_bind_blob")]
    private static partial int BindBlob(nint statement, int index, byte* bytes, int count, nint destructor);

    [LibraryImport(Library, EntryPoint = "sqlite3_db_config")]
    private static partial int Configure(nint database, int option, nint value, int* result);

    [LibraryImport(Library, EntryPoint = "sqlite3_db_config")]
    private static partial int ConfigureOnApple(nint database, int option, nint x2, nint x3, nint x4, nint x5, nint x6, nint x7, nint value, int* result);
}
