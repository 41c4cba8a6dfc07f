using Daybook.Durability.FileSystem;
using Daybook.Embedded.Sqlite;

namespace Daybook.Embedded.Drafts;

/// <summary>
/// A connection for one read where nothing can be written beside the database: on a read-only mount, on a full disk, in a folder of another
/// owner. What is committed only in the log is read from a private copy of both files. After an interrupted repair it is the fresh database that
/// is read, where it stands: nobody writes to it before it has its name.
/// </summary>
internal sealed class PassingDatabase(EmbeddedPorts ports, DraftPlaces places) : IDisposable
{
    private const string SharedMemoryFolder = "/dev/shm";
    private const int BlockBytes = 1 << 20;

    private string? folder;
    private SqliteDatabase? database;

    /// <summary>Opens it.</summary>
    /// <exception cref="SqliteException">It is damaged.</exception>
    internal SqliteDatabase Open()
    {
        database = places.IsSwitchPending(ports.FileSystem) ? SqliteDatabase.OpenUnchanging(places.Mended)
            : ports.FileSystem.Stat(places.Log) is { Length: > 0 } ? OpenCopy()
            : SqliteDatabase.OpenUnchanging(places.Database);
        return database;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        database?.Dispose();
        if (folder is null)
        {
            return;
        }

        foreach (string name in ports.FileSystem.List(folder))
        {
            ports.FileSystem.Delete(Path.Join(folder, name));
        }

        ports.FileSystem.DeleteDirectory(folder);
    }

    private SqliteDatabase OpenCopy()
    {
        string above = ports.FileSystem.Stat(SharedMemoryFolder) is { Kind: FileKind.Directory } ? SharedMemoryFolder : Path.GetTempPath();
        string copies = Path.Join(above, "daybook-" + ports.UniqueName());
        ports.FileSystem.CreateDirectory(copies);
        folder = copies;

        // The log first: what is carried over between the two copies is then in the database, and in the log it does no harm.
        string copy = Path.Join(copies, places.Shape.FileName);
        Copy(places.Log, copy + SqliteDatabase.LogSuffix);
        Copy(places.Database, copy);
        return SqliteDatabase.Open(ports.FileSystem, copy, TimeSpan.Zero);
    }

    private void Copy(string from, string to)
    {
        using IFile source = ports.FileSystem.Open(from, OpenMode.Read);
        using IFile target = ports.FileSystem.Open(to, OpenMode.CreateNew);
        byte[] block = new byte[BlockBytes];
        long offset = 0;
        for (int read = source.ReadFully(block, 0); read > 0; read = source.ReadFully(block, offset))
        {
            target.WriteFully(block.AsSpan(0, read), offset);
            offset += read;
        }
    }
}
