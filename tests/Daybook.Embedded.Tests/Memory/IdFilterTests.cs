using Daybook.Durability.FileSystem;
using Daybook.Errors;
using Daybook.Memory;
using Daybook.Testing.Disk;
using Xunit;

namespace Daybook.Embedded.Tests.Memory;

/// <summary>A process that brings many records with ids of their own: an import, a server whose callers repeat themselves.</summary>
public sealed class IdFilterTests
{
    private const string Log = TestStores.SimulatedFolder + "/memory/memory.jsonl";

    /// <summary>From then on the ids are kept.</summary>
    private const int Warm = 12;

    private readonly SimulatedFileSystem disk = TestStores.NewDisk();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Soon_a_new_id_is_known_to_be_new_without_reading_the_log()
    {
        disk.PlantFile(Log, string.Concat(Enumerable.Range(0, 20_000).Select(Old)));
        using var scope = new EmbeddedStoreScope(disk);
        await AppendAsync(scope, 0, Warm);

        int before = disk.CallsOf(DiskCall.Read);
        await AppendAsync(scope, Warm, 1);

        Assert.InRange(disk.CallsOf(DiskCall.Read) - before, 0, 8);
        await RefusesAsync(scope, "old-0");
        await RefusesAsync(scope, "old-19999");
        await RefusesAsync(scope, "new-1");
    }

    [Fact]
    public async Task Records_that_come_again_in_their_order_are_found_one_behind_the_other()
    {
        disk.PlantFile(Log, string.Concat(Enumerable.Range(0, 20_000).Select(Old)));
        using var scope = new EmbeddedStoreScope(disk);
        await AppendAsync(scope, 0, Warm);
        await RefusesAsync(scope, "old-15000");

        int before = disk.CallsOf(DiskCall.Read);
        await RefusesAsync(scope, "old-15001");
        Assert.InRange(disk.CallsOf(DiskCall.Read) - before, 0, 8);
        await RefusesAsync(scope, "old-7");
        await RefusesAsync(scope, "old-14999");
    }

    [Fact]
    public async Task Of_lines_under_one_id_the_first_counts_wherever_the_last_was_found()
    {
        disk.PlantFile(Log, string.Concat(Enumerable.Range(0, 40).Select(Old)) + Old(3).Replace("\"summary\"", "\"title\"", StringComparison.Ordinal));
        using var scope = new EmbeddedStoreScope(disk);
        await AppendAsync(scope, 0, Warm);
        await RefusesAsync(scope, "old-30");

        MemoryRecord first = await scope.Store.Memory.AppendAsync(new MemoryRecord { Id = "old-3", Type = "note", Summary = new string('x', 80) }, Cancellation);

        Assert.Null(first.Title);
    }

    [Fact]
    public async Task An_id_behind_a_number_that_json_does_not_have_is_known()
    {
        disk.PlantFile(Log, """{"metadata": {"load": NaN}, "id": "python-1", "type": "note"}""" + "\n");
        using var scope = new EmbeddedStoreScope(disk);
        await AppendAsync(scope, 0, Warm);

        await RefusesAsync(scope, "python-1");
    }

    [Fact]
    public async Task Whichever_read_of_a_warm_process_fails_the_record_is_refused_or_stored_and_no_id_is_missed()
    {
        using var scope = new EmbeddedStoreScope(disk);
        using var other = new EmbeddedStoreScope(disk);
        await AppendAsync(scope, 0, Warm);
        int number = Warm;
        for (int failing = 1; failing <= 12; failing++, number += 2)
        {
            // What the other one stores is taken in by the question whose reads fail.
            await AppendAsync(other, number, 1);
            disk.Inject(Fault.Fails(FileSystemError.InputOutput, DiskCall.Read, failing));
            await Record.ExceptionAsync(() => AppendAsync(scope, number + 1, 1));
            disk.ClearFaults();

            await RefusesAsync(scope, $"new-{number}");
            await AppendAsync(scope, number + 1, 1);
        }

        Assert.Equal(number, disk.ReadText(Log).Split('\n').Where(static line => line.Length > 0).DistinctBy(static line => line.Split(',')[0]).Count());
        Assert.Equal(number, disk.ReadText(Log).Count(static letter => letter == '\n'));
    }

    [Fact]
    public async Task What_another_process_stored_meanwhile_is_known()
    {
        using var scope = new EmbeddedStoreScope(disk);
        using var other = new EmbeddedStoreScope(disk);
        await AppendAsync(scope, 0, Warm);
        await AppendAsync(other, Warm, Warm);

        for (int number = 0; number < 2 * Warm; number++)
        {
            await RefusesAsync(scope, $"new-{number}");
            Assert.Equal($"new-{number}", (await scope.Store.Memory.AppendAsync(New(number), Cancellation)).Id);
        }
    }

    [Theory]
    [InlineData(Warm)]
    [InlineData(3 * Warm)]
    public async Task A_log_in_place_of_the_one_that_was_read_is_read_anew(int records)
    {
        using var scope = new EmbeddedStoreScope(disk);
        await AppendAsync(scope, 0, Warm);
        disk.PlantFile(Log, string.Concat(Enumerable.Range(0, records).Select(static index => $$"""{"id":"put-{{index}}","summary":"p"}""" + "\n")));

        await RefusesAsync(scope, "put-3");
        await RefusesAsync(scope, $"put-{records - 1}");
        Assert.Equal("new-1", (await scope.Store.Memory.AppendAsync(New(1), Cancellation)).Id);
        Assert.EndsWith("\"new-1\"", disk.ReadText(Log).Split('\n')[^2].Split(',')[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_last_line_that_was_cut_off_and_written_again_with_another_id_is_noticed()
    {
        using var scope = new EmbeddedStoreScope(disk);
        await AppendAsync(scope, 10, Warm);
        await RefusesAsync(scope, "new-10");
        string last = disk.ReadText(Log).Split('\n')[^2] + "\n";
        string other = """{"id":"put-1","summary":"p","more":"~"}""" + "\n";
        other = other.Replace("~", new string('~', last.Length - other.Length + 1), StringComparison.Ordinal);
        using (IFile log = disk.Open(Log, OpenMode.ReadWrite))
        {
            log.Truncate(log.Stat().Length - last.Length);
            log.WriteFully(System.Text.Encoding.UTF8.GetBytes(other), log.Stat().Length);
        }

        await RefusesAsync(scope, "put-1");
    }

    [Fact]
    public async Task A_log_that_outgrows_what_was_set_aside_for_it_is_taken_in_again()
    {
        using var scope = new EmbeddedStoreScope(disk);
        for (int number = 0; number < 200; number++)
        {
            await scope.Store.Memory.AppendAsync(New(number) with { Summary = new string('s', 9_000) }, Cancellation);
        }

        for (int number = 0; number < 200; number += 40)
        {
            await RefusesAsync(scope, $"new-{number}");
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Soon_an_id_is_known_not_to_be_in_the_archive_without_reading_it(bool isCompressed)
    {
        ArchiveTest.Plant(disk, [.. Enumerable.Range(0, 20_000).Select(static index => ArchiveTest.Foreign($"old-{index}", 200))]);
        ArchiveTest.Compact(disk);
        if (isCompressed)
        {
            ArchiveTest.Compact(disk, clock: MemoryArchiveTests.Later(days: 2));
        }

        using var scope = new EmbeddedStoreScope(disk);
        await AppendAsync(scope, 0, Warm);
        int before = disk.CallsOf(DiskCall.Read);
        await AppendAsync(scope, Warm, 1);

        Assert.InRange(disk.CallsOf(DiskCall.Read) - before, 0, 8);
        await RefusesAsync(scope, "old-0");
        await RefusesAsync(scope, "old-19999");
    }

    [Fact]
    public async Task What_another_process_archived_meanwhile_is_known()
    {
        ArchiveTest.Plant(disk, ArchiveTest.Foreign("old-1", 200));
        ArchiveTest.Compact(disk);
        using var scope = new EmbeddedStoreScope(disk);
        await AppendAsync(scope, 0, Warm);
        using (var other = new EmbeddedStoreScope(disk))
        {
            await other.Store.Memory.AppendAsync(New(Warm) with { Timestamp = new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero), RecordedAt = new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero) }, Cancellation);
        }

        ArchiveTest.Compact(disk);

        await RefusesAsync(scope, $"new-{Warm}");
        await RefusesAsync(scope, "old-1");
        await RefusesAsync(scope, "new-0");
    }

    private static string Old(int number) => $$"""{"id":"old-{{number}}","type":"note","summary":"{{new string('x', 80)}}"}""" + "\n";

    private static MemoryRecord New(int number) => new() { Id = $"new-{number}", Type = "note", Summary = "s" };

    private static async Task AppendAsync(EmbeddedStoreScope scope, int first, int count)
    {
        for (int number = first; number < first + count; number++)
        {
            await scope.Store.Memory.AppendAsync(New(number), Cancellation);
        }
    }

    private static async Task RefusesAsync(EmbeddedStoreScope scope, string id) =>
        await Assert.ThrowsAsync<ConflictException>(() => scope.Store.Memory.AppendAsync(new MemoryRecord { Id = id, Type = "other", Summary = "other" }, Cancellation));
}
