using System.Runtime.InteropServices;
using System.Text;
using Daybook.Durability.FileSystem;

namespace Daybook.Embedded.Sqlite;

/// <summary>
/// One connection to a SQLite database, for one caller at a time. It trusts nothing that the file brings along: triggers and views never
/// run, functions with effects cannot be called from a schema, extensions cannot be loaded, and no statement can write past SQLite's rules.
/// </summary>
internal sealed unsafe class SqliteDatabase : IDisposable
{
    /// <summary>How the file is named that holds what has not been carried over into the database.</summary>
    internal const string LogSuffix = "-wal";

    /// <summary>How the file of shared memory is named.</summary>
    internal const string SharedMemorySuffix = "-shm";

    private const string MainName = "main";
    private const int AllPages = -1;

    private const string Careful = """
        PRAGMA cell_size_check = ON;
        PRAGMA mmap_size = 0;
        PRAGMA secure_delete = ON;
        PRAGMA synchronous = FULL;
        """;

    private readonly nint handle;
    private readonly Dictionary<string, SqliteStatement> statements = new(StringComparer.Ordinal);

    private readonly SharedMemoryRoom? room;

    private SqliteDatabase(nint handle, string path, SharedMemoryRoom? room)
    {
        this.handle = handle;
        this.room = room;
        Path = path;
    }

    /// <summary>The file.</summary>
    internal string Path { get; }

    /// <summary>SQLite's own name for the connection, for extensions of it.</summary>
    internal nint Handle => handle;

    /// <summary>What <see cref="CommitsOfOthers"/> was when the schema was looked at last; null before the first time.</summary>
    internal long? SchemaSeenAt { get; set; }

    /// <summary>How many rows the last statement changed.</summary>
    internal int Changes => SqliteNative.Changes(handle);

    /// <summary>Whether a kept connection can be used: see <see cref="SharedMemoryRoom"/>.</summary>
    internal bool HasRoom => room?.IsEnough() ?? true;

    /// <summary>Opens a file that is there, for writing if the system lets us. It must be no link and no device, which SQLite does not look for.</summary>
    /// <param name="fileSystem">Tells what is left on the disk.</param>
    /// <param name="path">The file.</param>
    /// <param name="busyWait">How long a statement waits for the lock of another connection.</param>
    /// <exception cref="SqliteException">SQLite refused, or it is no database.</exception>
    internal static SqliteDatabase Open(IFileSystem fileSystem, string path, TimeSpan busyWait)
    {
        var room = new SharedMemoryRoom(fileSystem, path);
        room.Demand();
        return Open(path, path, SqliteNative.OpenReadWrite, busyWait, room);
    }

    /// <summary>Opens a file that nobody changes meanwhile, without any other file and without locks: what the log holds is not seen.</summary>
    internal static SqliteDatabase OpenUnchanging(string path) =>
        Open(path, "file:" + Uri.EscapeDataString(path).Replace("%2F", "/", StringComparison.Ordinal) + "?immutable=1", SqliteNative.OpenReadOnly | SqliteNative.OpenUri, TimeSpan.Zero, room: null);

    /// <summary>Runs statements that are constants of the program and give no rows that matter.</summary>
    internal void Execute(string script)
    {
        byte[] sql = Encoding.UTF8.GetBytes(script);
        fixed (byte* start = sql)
        {
            byte* next = start;
            byte* end = start + sql.Length;
            while (next < end)
            {
                Check(SqliteNative.Prepare(handle, next, (int)(end - next), out nint statement, out next));
                if (statement != 0)
                {
                    int code = SqliteNative.Row;
                    while (code == SqliteNative.Row)
                    {
                        code = SqliteNative.Step(statement);
                    }

                    _ = SqliteNative.Finalize(statement);
                    Check(code == SqliteNative.Done ? 0 : code);
                }
            }
        }
    }

    /// <summary>A statement of the program's own, prepared once for the life of the connection. One use of it must end before the next begins.</summary>
    internal SqliteStatement Use(string sql)
    {
        if (!statements.TryGetValue(sql, out SqliteStatement? statement))
        {
            byte[] utf8 = Encoding.UTF8.GetBytes(sql);
            fixed (byte* start = utf8)
            {
                Check(SqliteNative.Prepare(handle, start, utf8.Length, out nint prepared, out _));
                statement = new SqliteStatement(this, prepared);
            }

            statements.Add(sql, statement);
        }

        return statement;
    }

    /// <summary>A number that changes when another connection, of any process, has committed something.</summary>
    internal long CommitsOfOthers()
    {
        using SqliteStatement version = Use("PRAGMA data_version");
        return version.Step() ? version.Integer(0) : 0;
    }

    /// <summary>Says how long a statement waits from now on for the lock of another connection.</summary>
    internal void SetWait(TimeSpan wait) => Check(SqliteNative.BusyTimeout(handle, (int)Math.Min(wait.TotalMilliseconds, int.MaxValue)));

    /// <summary>Leaves what the log holds in the log when this connection is the last to close.</summary>
    internal void KeepLogOnClose() => Check(SqliteNative.Configure(handle, SqliteNative.ConfigNoCheckpointOnClose, 1));

    /// <summary>Does some work as one transaction that waits for other writers before it begins. The work is all durable or not there.</summary>
    internal T InTransaction<T>(Func<T> work)
    {
        room?.Demand();
        Use("BEGIN IMMEDIATE").Run();
        try
        {
            T result = work();
            Use("COMMIT").Run();
            return result;
        }
        catch
        {
            if (SqliteNative.IsAutocommit(handle) == 0)
            {
                TryRollBack();
            }

            throw;
        }
    }

    /// <summary>Copies the database, as it is at one moment, into an empty one; others may go on writing meanwhile.</summary>
    /// <exception cref="SqliteException">The database cannot be read, or the copy not be written.</exception>
    internal void CopyTo(SqliteDatabase target)
    {
        nint backup = SqliteNative.BeginBackup(target.handle, MainName, handle, MainName);
        if (backup == 0)
        {
            throw new SqliteException(SqliteException.InputOutput, Marshal.PtrToStringUTF8((nint)SqliteNative.ErrorMessage(target.handle)) ?? "no words", target.Path);
        }

        // All pages in one step: a change by another connection between two steps would begin the copy anew.
        int stepped = SqliteNative.StepBackup(backup, AllPages);
        int finished = SqliteNative.FinishBackup(backup);
        if (stepped != SqliteNative.Done)
        {
            throw new SqliteException(stepped, Marshal.PtrToStringUTF8((nint)SqliteNative.ErrorMessage(target.handle)) ?? "no words", Path);
        }

        target.Check(finished);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (SqliteStatement statement in statements.Values)
        {
            statement.Release();
        }

        statements.Clear();
        if (!HasRoom)
        {
            // To carry the log over writes to what is mapped; whoever opens the database next does it.
            _ = SqliteNative.Configure(handle, SqliteNative.ConfigNoCheckpointOnClose, 1);
        }

        _ = SqliteNative.Close(handle);
    }

    /// <summary>Throws unless SQLite answered well.</summary>
    /// <exception cref="SqliteException">It did not.</exception>
    internal void Check(int code)
    {
        if (code != 0)
        {
            throw new SqliteException(code, Marshal.PtrToStringUTF8((nint)SqliteNative.ErrorMessage(handle)) ?? "no words", Path);
        }
    }

    private static SqliteDatabase Open(string path, string name, int flags, TimeSpan busyWait, SharedMemoryRoom? room)
    {
        int code = SqliteNative.Open(name, out nint handle, flags | SqliteNative.OpenFullMutex, 0);
        var database = new SqliteDatabase(handle, path, room);
        try
        {
            _ = SqliteNative.ExtendedResultCodes(handle, 1);
            database.Check(code);
            database.SetWait(busyWait);
            foreach (int forbidden in new[]
            {
                SqliteNative.ConfigTrigger, SqliteNative.ConfigView, SqliteNative.ConfigLoadExtension, SqliteNative.ConfigTrustedSchema,
            })
            {
                database.Check(SqliteNative.Configure(handle, forbidden, 0));
            }

            database.Check(SqliteNative.Configure(handle, SqliteNative.ConfigDefensive, 1));

            // A connection that finds damage here is closed again, and must not carry a log over into what is damaged.
            database.KeepLogOnClose();
            database.Execute(Careful);
            database.Check(SqliteNative.Configure(handle, SqliteNative.ConfigNoCheckpointOnClose, 0));
            return database;
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    /// <summary>SQLite has ended the transaction itself after a grave failure; otherwise closing the connection ends it.</summary>
    private void TryRollBack()
    {
        try
        {
            Use("ROLLBACK").Run();
        }
        catch (SqliteException)
        {
        }
    }
}
