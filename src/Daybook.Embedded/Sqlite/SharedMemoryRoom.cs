using Daybook.Durability.Errors;
using Daybook.Durability.FileSystem;

namespace Daybook.Embedded.Sqlite;

/// <summary>
/// Whether there is room for the memory that the connections to a database share. SQLite maps a file beside the database and takes its room
/// by a byte of each page. A file system that copies what is written over, or that gives less than a page at a time, has to find more when the
/// memory is written to, and where it finds none the system ends the process (SIGBUS). So there nothing is mapped on a disk that is nearly full.
/// </summary>
/// <param name="fileSystem">Tells what is left.</param>
/// <param name="database">The database.</param>
internal sealed class SharedMemoryRoom(IFileSystem fileSystem, string database)
{
    /// <summary>What SQLite maps, 32 KiB for each 4,096 pages in its log, with what a file system needs to note it, and what others take meanwhile.</summary>
    internal const long BytesMin = 1 << 20;

    private const int PageBytes = 4096;

    private static readonly string[] Copying = ["btrfs", "zfs"];

    /// <summary>Whether there is enough. Where nobody can tell there is: whoever opens the database is told why.</summary>
    internal bool IsEnough()
    {
        try
        {
            string folder = Path.GetDirectoryName(database) ?? "";
            DiskSpace space = fileSystem.SpaceAt(folder);
            return space.FreeBytes >= BytesMin || (space.BlockBytes >= PageBytes && !Copying.Contains(fileSystem.FileSystemType(folder)));
        }
        catch (FileSystemException)
        {
            return true;
        }
    }

    /// <summary>Refuses where there is not enough.</summary>
    /// <exception cref="SqliteException">The disk is full, in the words that SQLite would have.</exception>
    internal void Demand()
    {
        if (!IsEnough())
        {
            throw new SqliteException(SqliteException.Full, "less than 1 MiB is left on the disk, and this file system may need it for what SQLite maps", database);
        }
    }
}
