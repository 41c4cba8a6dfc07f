using Daybook.Backup;
using Daybook.Errors;
using Daybook.Memory;
using Daybook.Testing.Disk;
using Xunit;

namespace Daybook.Embedded.Tests.Backup.Transfer;

/// <summary>Records of memory that leave one store and come into another.</summary>
public sealed class MemoryTransferTests
{
    private readonly SimulatedFileSystem source = TestStores.NewDisk();
    private readonly SimulatedFileSystem target = TestStores.NewDisk();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_seal_of_a_stored_line_is_in_no_export_and_is_refused()
    {
        await AddAsync(source, "one");
        string line = Assert.Single(await Transfers.ExportAsync(source));
        Assert.DoesNotContain("crc32c", line, StringComparison.Ordinal);

        InvalidInputException refused = await Assert.ThrowsAsync<InvalidInputException>(
            () => Transfers.ImportAsync(target, line.Replace("}}", ",\"crc32c\":\"00000000\"}}", StringComparison.Ordinal)));

        Assert.Contains("crc32c", refused.Message, StringComparison.Ordinal);
        Assert.Empty(await Transfers.ExportAsync(target));
    }

    [Theory]
    [InlineData("""{"id":"a"}""")]
    [InlineData("""{"id":"a","type":" "}""")]
    [InlineData("""{"id":"../../a","type":"note"}""")]
    [InlineData("""{"id":"a","type":"note","summary":7}""")]
    [InlineData("""{"id":"a","type":"note","timestamp":"yesterday"}""")]
    [InlineData("""{"id":"a","type":"note","links":7}""")]
    [InlineData("""{"id":"a","type":"note","paths":[7]}""")]
    [InlineData("""{"id":"a","type":"note","metadata":[]}""")]
    [InlineData("""{"id":"gone","type":"note"}""")]
    [InlineData("large")]
    public async Task A_dry_run_refuses_what_the_import_refuses_and_in_the_same_words(string record)
    {
        await AddAsync(target, "gone");
        await Transfers.DoAsync(target, store => store.Memory.ForgetAsync(new MemoryForget { Id = "gone", Reason = "test" }, Cancellation));
        string line = $"{{\"kind\":\"memory\",\"record\":{(record == "large" ? $"{{\"id\":\"a\",\"type\":\"note\",\"title\":\"{new string('x', 1 << 20)}\"}}" : record)}}}";

        DaybookException? dry = await Record.ExceptionAsync(() => Transfers.ImportAsync(target, isDryRun: true, line)) as DaybookException;
        DaybookException? real = await Record.ExceptionAsync(() => Transfers.ImportAsync(target, line)) as DaybookException;

        Assert.NotNull(real);
        Assert.Equal((real.GetType(), real.Message), (dry?.GetType(), dry?.Message));
    }

    [Fact]
    public async Task A_record_that_was_superseded_since_the_last_import_is_superseded_by_the_next()
    {
        await AddAsync(source, "old");
        await AddAsync(source, "better");
        await Transfers.ImportAsync(target, await Transfers.ExportAsync(source));
        await SupersedeAsync(source, "old", "better");
        string[] lines = await Transfers.ExportAsync(source);

        Assert.Equal([ImportedRecord.WouldImport, ImportedRecord.Unchanged], Actions(await Transfers.ImportAsync(target, isDryRun: true, lines)));
        Assert.Null((await GetAsync(target, "old")).SupersededBy);
        Assert.Equal([ImportedRecord.Imported, ImportedRecord.Unchanged], Actions(await Transfers.ImportAsync(target, lines)));
        Assert.Equal("better", (await GetAsync(target, "old")).SupersededBy);
        Assert.Equal([ImportedRecord.Unchanged, ImportedRecord.Unchanged], Actions(await Transfers.ImportAsync(target, lines)));
    }

    [Fact]
    public async Task The_better_record_may_come_later_in_the_same_import()
    {
        await AddAsync(source, "old");
        await Transfers.ImportAsync(target, await Transfers.ExportAsync(source));
        await AddAsync(source, "better");
        await SupersedeAsync(source, "old", "better");

        ImportedRecord[] imported = await Transfers.ImportAsync(target, await Transfers.ExportAsync(source));

        Assert.Equal([ImportedRecord.Unchanged, ImportedRecord.Imported], Actions(imported));
        Assert.All(imported, static one => Assert.Empty(one.Warnings));
        Assert.Equal("better", (await GetAsync(target, "old")).SupersededBy);
    }

    [Fact]
    public async Task What_waits_for_a_better_record_that_does_not_come_is_told()
    {
        await AddAsync(source, "old");
        await Transfers.ImportAsync(target, await Transfers.ExportAsync(source));
        await AddAsync(source, "better");
        await SupersedeAsync(source, "old", "better");
        string[] lines = await Transfers.ExportAsync(source);

        IReadOnlyList<string> unsettled = await Transfers.DoAsync(target, async store =>
        {
            var transfer = store.CreateTransfer();
            await transfer.ImportAsync(System.Text.Encoding.UTF8.GetBytes(lines[0]), isDryRun: false, Cancellation);
            return transfer.Unsettled;
        });

        Assert.Contains("old is superseded by better", Assert.Single(unsettled), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_record_that_something_else_supersedes_here_is_a_conflict_and_stays()
    {
        foreach (string id in new[] { "old", "better", "best" })
        {
            await AddAsync(source, id);
        }

        await Transfers.ImportAsync(target, await Transfers.ExportAsync(source));
        await SupersedeAsync(source, "old", "better");
        await SupersedeAsync(target, "old", "best");
        string[] lines = await Transfers.ExportAsync(source);

        await Assert.ThrowsAsync<ConflictException>(() => Transfers.ImportAsync(target, lines[0]));

        Assert.Equal("best", (await GetAsync(target, "old")).SupersededBy);
    }

    [Fact]
    public async Task A_record_that_is_superseded_only_here_is_unchanged()
    {
        await AddAsync(source, "old");
        await AddAsync(source, "better");
        string[] lines = await Transfers.ExportAsync(source);
        await Transfers.ImportAsync(target, lines);
        await SupersedeAsync(target, "old", "better");

        Assert.Equal([ImportedRecord.Unchanged, ImportedRecord.Unchanged], Actions(await Transfers.ImportAsync(target, lines)));
        Assert.Equal("better", (await GetAsync(target, "old")).SupersededBy);
    }

    [Fact]
    public async Task A_circle_of_better_records_is_a_conflict()
    {
        await AddAsync(source, "one");
        await AddAsync(source, "two");
        await Transfers.ImportAsync(target, await Transfers.ExportAsync(source));
        await SupersedeAsync(source, "one", "two");
        await SupersedeAsync(target, "two", "one");
        string[] lines = await Transfers.ExportAsync(source);

        await Assert.ThrowsAsync<ConflictException>(() => Transfers.ImportAsync(target, lines[0]));
    }

    [Fact]
    public async Task A_byte_order_mark_that_an_editor_put_before_the_first_line_is_none_of_the_record()
    {
        await AddAsync(source, "one");
        string line = Assert.Single(await Transfers.ExportAsync(source));
        Assert.Equal([ImportedRecord.Imported], Actions(await Transfers.ImportAsync(target, "\uFEFF" + line)));
        Assert.Equal([line], await Transfers.ExportAsync(target));
    }

    private static IEnumerable<string> Actions(ImportedRecord[] imported) => imported.Select(static one => one.Action);

    private static Task<MemoryAddResult> AddAsync(SimulatedFileSystem disk, string id) => Transfers.DoAsync(
        disk, store => store.Memory.AddAsync(new MemoryRecord { Id = id, Type = "note", Title = id }, Cancellation));

    private static Task<MemoryRecord> SupersedeAsync(SimulatedFileSystem disk, string id, string by) => Transfers.DoAsync(
        disk, store => store.Memory.SupersedeAsync(new MemorySupersede { Id = id, By = by }, Cancellation));

    private static Task<MemoryRecord> GetAsync(SimulatedFileSystem disk, string id) => Transfers.DoAsync(disk, store => store.Memory.GetAsync(id, Cancellation));
}
