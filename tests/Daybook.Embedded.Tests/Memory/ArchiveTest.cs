using System.Text;
using Daybook.Durability.FileSystem;
using Daybook.Memory;
using Daybook.Testing;
using Daybook.Testing.Disk;
using Xunit;

namespace Daybook.Embedded.Tests.Memory;

/// <summary>A store with a history, what happens to it, and the one question asked of it afterwards: is each record there exactly once?</summary>
internal static class ArchiveTest
{
    internal const string Log = DedupWindowTests.Log;
    internal const string Archive = TestStores.SimulatedFolder + "/memory/archive";
    internal const string List = Archive + "/segments.jsonl";
    internal const string Quarantine = TestStores.SimulatedFolder + "/quarantine";

    internal static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>A line of the founding system, as many days old.</summary>
    internal static string Foreign(string id, int daysOld) =>
        $"{{\"id\": \"{id}\", \"type\": \"note\", \"title\": \"of {id}\", \"timestamp\": \"{new ManualClock().GetUtcNow().AddDays(-daysOld):yyyy-MM-dd'T'HH:mm:ss'Z'}\"}}\n";

    /// <summary>Plants a store whose log holds these lines.</summary>
    internal static void Plant(SimulatedFileSystem disk, params string[] lines)
    {
        disk.PlantDirectory("/home/user/project");
        TestStores.Create(TestStores.SimulatedPorts(disk), "/home/user/project");
        disk.PlantFile(Log, string.Concat(lines));
    }

    /// <summary>A disk with such a store.</summary>
    internal static SimulatedFileSystem NewDisk(params string[] lines)
    {
        SimulatedFileSystem disk = new();
        Plant(disk, lines);
        disk.SyncAll();
        return disk;
    }

    internal static Task<EmbeddedStore> OpenAsync(SimulatedFileSystem disk) =>
        TestStores.OpenAsync(TestStores.SimulatedPorts(disk, ids: new RandomIdSource()), TestStores.SimulatedFolder);

    internal static MemoryCompacted Compact(SimulatedFileSystem disk, int days = 90, TimeProvider? clock = null)
    {
        using EmbeddedStoreScope scope = new(disk, clock);
        return scope.Store.Memory.CompactAsync(new MemoryCompaction { RetentionDays = days }, null, Cancellation).GetAwaiter().GetResult();
    }

    internal static void Add(SimulatedFileSystem disk, Ledger ledger, string id)
    {
        ledger.Attempt(id);
        using EmbeddedStoreScope scope = new(disk);
        scope.Store.Memory.AddAsync(new MemoryRecord { Id = id, Type = "note" }, Cancellation).GetAwaiter().GetResult();
        ledger.Acknowledge(id);
    }

    /// <summary>A foreign writer's append through a file that it opened at some time before.</summary>
    internal static void Append(IFile file, Ledger ledger, string id, int daysOld)
    {
        ledger.Attempt(id);
        Assert.True(file.TryLock(LockMode.Exclusive));
        file.WriteFully(Encoding.UTF8.GetBytes(Foreign(id, daysOld)), 0);
        file.Flush();
        file.Unlock();
        ledger.Acknowledge(id);
    }

    internal static MemoryForgotten Forget(SimulatedFileSystem disk, string id, bool purge)
    {
        using EmbeddedStoreScope scope = new(disk);
        var forget = new MemoryForget { Id = id, Reason = "test", Purge = purge };
        return scope.Store.Memory.ForgetAsync(forget, Cancellation).GetAwaiter().GetResult();
    }

    internal static IReadOnlyList<Finding> Doctor(SimulatedFileSystem disk, bool fix, TimeProvider? clock = null)
    {
        using EmbeddedStoreScope scope = new(disk, clock);
        return (fix ? scope.Store.MemoryDoctor.FixAsync(null, Cancellation) : scope.Store.MemoryDoctor.ExamineAsync(null, Cancellation))
            .GetAwaiter().GetResult();
    }

    /// <summary>The ids of all records, in their order.</summary>
    internal static List<string> Read(SimulatedFileSystem disk, ProblemList? problems = null)
    {
        using EmbeddedStoreScope scope = new(disk);
        IAsyncEnumerator<MemoryRecord> records = scope.Store.Memory.ReadAsync(problems ?? new ProblemList(), Cancellation).GetAsyncEnumerator(Cancellation);
        var ids = new List<string>();
        while (records.MoveNextAsync().AsTask().GetAwaiter().GetResult())
        {
            ids.Add(records.Current.Id ?? "");
        }

        return ids;
    }

    /// <summary>The ids of all records as pages of a listing give them, turned around.</summary>
    internal static List<string> ReadPages(SimulatedFileSystem disk, int limit)
    {
        using EmbeddedStoreScope scope = new(disk);
        var ids = new List<string>();
        string? cursor = null;
        do
        {
            Page<MemoryRecord> page = scope.Store.Memory.ListAsync(new MemoryListing { Limit = limit, Cursor = cursor }, Cancellation)
                .GetAwaiter().GetResult();
            ids.AddRange(page.Items.Select(record => record.Id ?? ""));
            cursor = page.NextCursor;
        }
        while (cursor is not null);

        ids.Reverse();
        return ids;
    }

    /// <summary>Each acknowledged record is found once, by reading and by listing, and nothing that nobody wrote.</summary>
    internal static void Check(SimulatedFileSystem disk, Ledger ledger, params string[] planted)
    {
        List<string> read = Read(disk);
        string all = string.Join(' ', read);
        foreach (string id in ledger.Acknowledged.Concat(planted).Distinct())
        {
            Assert.True(read.Count(one => one == id) == 1, $"{id} is not there once: {all}");
        }

        Assert.True(read.Distinct().Count() == read.Count, $"something is there twice: {all}");
        Assert.Empty(read.Except(ledger.Attempted).Except(planted));
        Assert.Equal(read, ReadPages(disk, limit: 2));
    }
}
