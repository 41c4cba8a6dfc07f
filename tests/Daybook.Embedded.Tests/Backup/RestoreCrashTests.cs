using Daybook.Durability.FileSystem;
using Daybook.Embedded.Backup;
using Daybook.Errors;
using Daybook.Memory;
using Daybook.Tasks;
using Daybook.Testing.Disk;
using Xunit;

namespace Daybook.Embedded.Tests.Backup;

/// <summary>Restores over a store, and backups of it, on a disk that crashes or fails at every call.</summary>
public sealed class RestoreCrashTests(ITestOutputHelper output)
{
    private const string Archive = "/home/user/project/backup.tar.gz";
    private const string Old = "in the archive";
    private const string New = "after the backup";

    private static readonly SimulatedFileSystem Prepared = Prepare();

    private static string Folder => TestStores.SimulatedFolder;

    [Fact]
    public void A_crash_at_any_call_of_a_restore_leaves_the_old_store_or_the_restored_one()
    {
        CrashReport report = CrashExplorer.Explore(
            static disk => Copy(Prepared, disk, "/home"),
            static (disk, _) => Restore(disk),
            static (disk, _) => Check(disk),
            new CrashOptions { StatesMaximum = 3 });
        output.WriteLine(report.ToString());
        Assert.True(report.States > 50);
    }

    [Fact]
    public void Whichever_call_of_a_restore_fails_the_answer_is_clear_and_a_whole_store_is_there()
    {
        foreach (FileSystemError error in new[] { FileSystemError.NoSpace, FileSystemError.InputOutput, FileSystemError.Denied, FileSystemError.NotSupported })
        {
            FailEachCall(Restore, nth => Fault.Fails(error, nth: nth), Check);
        }
    }

    [Fact]
    public void Whichever_call_of_a_backup_fails_no_archive_is_there_that_is_not_whole()
    {
        foreach (FileSystemError error in new[] { FileSystemError.NoSpace, FileSystemError.InputOutput })
        {
            FailEachCall(
                static disk => BackUp(disk, "/home/user/project/second.tar.gz"),
                nth => Fault.Fails(error, nth: nth),
                static disk =>
                {
                    if (disk.Stat("/home/user/project/second.tar.gz") is not null)
                    {
                        new ArchiveReading(disk, "/home/user/project/second.tar.gz").Read(null, CancellationToken.None);
                    }
                });
        }
    }

    private static void FailEachCall(Action<SimulatedFileSystem> protocol, Func<int, Fault> fault, Action<SimulatedFileSystem> check)
    {
        SimulatedFileSystem sound = NewCopy();
        int before = sound.Calls;
        protocol(sound);
        int calls = sound.Calls - before;
        for (int nth = 1; nth <= calls; nth += 1 + (calls / 150))
        {
            SimulatedFileSystem disk = NewCopy();
            disk.Inject(fault(nth));
            try
            {
                protocol(disk);
            }
            catch (DaybookException)
            {
                // A clear answer; anything else fails the test.
            }

            disk.ClearFaults();
            check(disk);
        }
    }

    private static SimulatedFileSystem NewCopy()
    {
        SimulatedFileSystem disk = new();
        Copy(Prepared, disk, "/home");
        disk.SyncAll();
        return disk;
    }

    private static void Copy(SimulatedFileSystem from, SimulatedFileSystem to, string folder)
    {
        to.PlantDirectory(folder);
        foreach (string path in from.List(folder).Select(name => $"{folder}/{name}"))
        {
            if (from.Stat(path)?.Kind == FileKind.Directory)
            {
                Copy(from, to, path);
            }
            else
            {
                to.PlantFile(path, from.ReadBytes(path));
            }
        }
    }

    private static void Check(SimulatedFileSystem disk)
    {
        using var scope = new EmbeddedStoreScope(disk);
        string[] titles = [.. scope.Store.Memory.ReadAsync(new ProblemList(), CancellationToken.None).ToBlockingEnumerable().Select(static record => record.Title ?? "")];
        Assert.True(titles is [Old] or [Old, New], string.Join(", ", titles));
        TaskRecord task = scope.Store.Tasks.ListAsync(new TaskQuery(), CancellationToken.None).GetAwaiter().GetResult().Items[0];
        Assert.Equal(titles.Length == 2, task.Claim is not null);
    }

    private static void Restore(SimulatedFileSystem disk) => StoreRestorer.RestoreAsync(
        TestStores.SimulatedPorts(disk),
        new RestoreOptions { Archive = Archive, Store = Folder, Replace = true, LockWait = TimeSpan.FromMilliseconds(100) },
        CancellationToken.None).GetAwaiter().GetResult();

    private static void BackUp(SimulatedFileSystem disk, string archive)
    {
        using var scope = new EmbeddedStoreScope(disk);
        scope.Store.BackUpAsync(archive, CancellationToken.None).GetAwaiter().GetResult();
    }

    private static SimulatedFileSystem Prepare()
    {
        SimulatedFileSystem disk = TestStores.NewDisk();
        using (var scope = new EmbeddedStoreScope(disk))
        {
            scope.Store.Memory.AddAsync(new MemoryRecord { Type = "note", Title = Old }, CancellationToken.None).GetAwaiter().GetResult();
            scope.Store.Tasks.CreateAsync(new NewTask { Name = "Fix it" }, new TaskActor { Agent = "codex" }, CancellationToken.None).GetAwaiter().GetResult();
            scope.Store.Tasks.ClaimNextAsync(new ClaimRequest { Agent = "codex" }, CancellationToken.None).GetAwaiter().GetResult();
        }

        BackUp(disk, Archive);
        using (var scope = new EmbeddedStoreScope(disk))
        {
            scope.Store.Memory.AddAsync(new MemoryRecord { Type = "note", Title = New }, CancellationToken.None).GetAwaiter().GetResult();
        }

        disk.SyncAll();
        return disk;
    }
}
