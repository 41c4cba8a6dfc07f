using System.Buffers.Binary;
using Daybook.Drafts;
using Daybook.Durability.Locks;
using Daybook.Embedded.Drafts;
using Daybook.Embedded.Sqlite;
using Daybook.Errors;
using Xunit;

namespace Daybook.Embedded.Tests.Drafts;

/// <summary>What becomes of a database that the disk, a person or another program has damaged.</summary>
public sealed class DamagedDatabaseTests : IDisposable
{
    private const int PageBytes = 4096;
    private const int TableLeaf = 0x0D;

    private readonly DraftFixture drafts = new();

    public void Dispose() => drafts.Dispose();

    [Fact]
    public async Task With_any_page_but_the_first_zeroed_every_row_on_other_pages_is_saved()
    {
        await drafts.FillAsync(count: 9_999, stateBytes: 100);
        await drafts.RecordAsync("coding", "formal");
        byte[] whole = await File.ReadAllBytesAsync(drafts.Database, TestContext.Current.CancellationToken);
        int pages = whole.Length / PageBytes;
        int[] tried = [.. Enumerable.Range(1, 4), pages / 2, pages - 1];
        foreach (int page in tried)
        {
            byte[] damaged = [.. whole];
            damaged.AsSpan(page * PageBytes, PageBytes).Clear();
            await File.WriteAllBytesAsync(drafts.Database, damaged, TestContext.Current.CancellationToken);
            int lost = whole[page * PageBytes] == TableLeaf ? BinaryPrimitives.ReadUInt16BigEndian(whole.AsSpan((page * PageBytes) + 3)) : 0;
            IReadOnlyList<Finding> found = await drafts.FixAsync();
            Assert.True(found.Count == 0 || found.All(finding => finding.Fixed), $"page {page + 1}: {string.Join(", ", found)}");
            int rows = (await drafts.ListAsync()).Items.Count + (await drafts.RecallAsync(null)).Items.Count;
            Assert.True(rows >= 10_001 - lost, $"page {page + 1} held {lost} rows, and {rows} are left");
            Assert.Empty(await drafts.ExamineAsync());
        }

        Assert.NotEmpty(Directory.GetFiles(drafts.Quarantine, "builder-*.db"));
    }

    [Fact]
    public async Task A_database_cut_in_half_is_refused_and_what_is_left_is_saved()
    {
        await drafts.FillAsync(count: 1_000, stateBytes: 500);
        byte[] whole = await File.ReadAllBytesAsync(drafts.Database, TestContext.Current.CancellationToken);
        await File.WriteAllBytesAsync(drafts.Database, whole[..((whole.Length / 2) + 77)], TestContext.Current.CancellationToken);
        CorruptStoreException refused = await Assert.ThrowsAsync<CorruptStoreException>(drafts.ListAsync);
        Assert.Contains("daybook doctor drafts --fix", refused.Hint, StringComparison.Ordinal);
        await Assert.ThrowsAsync<CorruptStoreException>(() => drafts.SaveAsync(DraftFixture.Second, "2"));
        Assert.Equal(["damaged_database"], await drafts.ExamineAsync());
        await drafts.FixAsync();
        Assert.InRange((await drafts.ListAsync()).Items.Count, 300, 700);
        await drafts.SaveAsync(DraftFixture.Second, "2");
        Assert.Empty(await drafts.ExamineAsync());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(16)]
    [InlineData(40)]
    [InlineData(100)]
    public async Task A_flipped_header_is_refused_and_every_row_is_saved(int offset)
    {
        await drafts.SaveAsync(DraftFixture.First, "{\"phase\":\"model\"}");
        await drafts.SaveAsync(DraftFixture.Second, "\"" + new string('x', 50_000) + "\"");
        byte[] bytes = await File.ReadAllBytesAsync(drafts.Database, TestContext.Current.CancellationToken);
        bytes.AsSpan(offset, 8).Fill(0xA5);
        await File.WriteAllBytesAsync(drafts.Database, bytes, TestContext.Current.CancellationToken);
        await Assert.ThrowsAsync<CorruptStoreException>(drafts.ListAsync);
        Assert.Contains("damaged_database", await drafts.ExamineAsync());
        Assert.All(await drafts.FixAsync(), finding => Assert.True(finding.Fixed));
        Assert.Equal("{\"phase\":\"model\"}", (await drafts.LoadAsync(DraftFixture.First)).StateJson);
        Assert.Equal(50_002, (await drafts.LoadAsync(DraftFixture.Second)).StateJson.Length);
    }

    [Fact]
    public async Task An_empty_file_in_place_of_the_database_is_no_empty_store()
    {
        await drafts.SaveAsync(DraftFixture.First, "1");
        await File.WriteAllBytesAsync(drafts.Database, [], TestContext.Current.CancellationToken);
        await Assert.ThrowsAsync<CorruptStoreException>(drafts.ListAsync);
        await Assert.ThrowsAsync<CorruptStoreException>(() => drafts.SaveAsync(DraftFixture.Second, "2"));
        await drafts.FixAsync();
        await drafts.SaveAsync(DraftFixture.Second, "2");
        Assert.Single((await drafts.ListAsync()).Items);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(100)]
    [InlineData(PageBytes)]
    public async Task The_own_log_beside_a_cut_database_is_never_called_foreign(int length)
    {
        await drafts.SaveAndDieAsync(DraftFixture.First, "1");
        using (FileStream database = File.OpenWrite(drafts.Database))
        {
            database.SetLength(length);
        }

        byte[] log = await File.ReadAllBytesAsync(drafts.Database + "-wal", TestContext.Current.CancellationToken);
        await Assert.ThrowsAsync<CorruptStoreException>(drafts.ListAsync);
        Assert.Equal(["damaged_database"], await drafts.ExamineAsync());
        Assert.Equal(log, await File.ReadAllBytesAsync(drafts.Database + "-wal", TestContext.Current.CancellationToken));
        Assert.All(await drafts.FixAsync(), finding => Assert.True(finding.Fixed));
        Assert.Equal("1", (await drafts.LoadAsync(DraftFixture.First)).StateJson);
    }

    [Fact]
    public async Task A_log_beside_an_empty_file_outlives_a_look_while_others_are_at_work()
    {
        await drafts.SaveAndDieAsync(DraftFixture.First, "1");
        await File.WriteAllBytesAsync(drafts.Database, [], TestContext.Current.CancellationToken);
        using (UseLock other = UseLock.Enter(drafts.Ports.FileSystem, Path.Join(drafts.Store, "locks", "drafts.use.lock"), TimeSpan.Zero, drafts.Ports.Clock))
        {
            other.Share();
            await Assert.ThrowsAsync<CorruptStoreException>(drafts.ListAsync);
            await Assert.ThrowsAsync<CorruptStoreException>(() => drafts.SaveAsync(DraftFixture.Second, "2"));
        }

        await drafts.FixAsync();
        Assert.Equal("1", (await drafts.LoadAsync(DraftFixture.First)).StateJson);
    }

    [Fact]
    public async Task A_repair_looks_again_once_it_is_alone_and_leaves_what_another_has_mended()
    {
        await drafts.SaveAndDieAsync(DraftFixture.First, "1");
        Assert.Equal(SalvageResult.NothingWrong, drafts.Repair().Salvage(static _ => { }));
        Assert.Equal("1", (await drafts.LoadAsync(DraftFixture.First)).StateJson);
        Assert.False(Directory.Exists(drafts.Quarantine));
    }

    [Fact]
    public async Task Of_two_repairs_of_one_damage_the_later_one_loses_nothing_that_was_saved_between_them()
    {
        await drafts.SaveAndDieAsync(DraftFixture.First, "1");
        drafts.ZeroHeader();
        DraftRepair later = drafts.Repair();
        Assert.All(await drafts.FixAsync(), finding => Assert.True(finding.Fixed));
        await drafts.SaveAndDieAsync(DraftFixture.Second, "2");
        Assert.Equal(SalvageResult.NothingWrong, later.Salvage(static _ => { }));
        Assert.Equal(["2", "1"], [(await drafts.LoadAsync(DraftFixture.Second)).StateJson, (await drafts.LoadAsync(DraftFixture.First)).StateJson]);
    }

    [Fact]
    public async Task Rows_that_could_be_listed_are_saved_and_those_of_no_known_form_are_counted()
    {
        await drafts.SaveAsync(DraftFixture.First, "1");
        drafts.Sql($$"""
            UPDATE builder_drafts SET state_json = CAST('{"phase":"bytes"}' AS BLOB), updated_at = '2026-10-02T00:00:00.0000000Z';
            INSERT INTO builder_drafts VALUES ('c-version', '1', 'new', '2026-10-01T00:00:00Z', '2026-10-01T00:00:00Z');
            """);
        Assert.Equal("bytes", (await drafts.ListAsync()).Items.Single().Phase);
        drafts.ZeroHeader();
        Finding mended = (await drafts.FixAsync()).Single();
        Assert.Contains("1 drafts and 0 remembered sessions can be read, 1 rows cannot", mended.Meaning, StringComparison.Ordinal);
        Assert.Equal("bytes", (await drafts.ListAsync()).Items.Single().Phase);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(20)]
    [InlineData(2 * PageBytes)]
    public async Task Pages_of_which_a_part_is_reserved_are_read_as_they_are(int damagedAt)
    {
        await drafts.SaveAsync(DraftFixture.First, "1");
        drafts.ReplaceByReserving(12, """
            INSERT INTO builder_drafts VALUES ('0194f3a2-7c1e-7d10-9a51-3f0c5c1e8a01', '"' || printf('%.50000c', 'x') || '"', 1, '2026-10-01T00:00:00Z', '2026-10-01T00:00:00Z');
            INSERT INTO builder_drafts VALUES ('0194f3a2-7c1e-7d10-9a51-3f0c5c1e8a02', '"' || printf('%.3969c', 'y') || '"', 1, '2026-10-01T00:00:00Z', '2026-10-01T00:00:00Z');
            """);
        byte[] bytes = await File.ReadAllBytesAsync(drafts.Database, TestContext.Current.CancellationToken);
        bytes.AsSpan(damagedAt, 8).Fill(0xA5);
        await File.WriteAllBytesAsync(drafts.Database, bytes, TestContext.Current.CancellationToken);
        Assert.Contains("damaged_database", await drafts.ExamineAsync());
        Assert.All(await drafts.FixAsync(), finding => Assert.True(finding.Fixed));
        Assert.Equal(50_002, (await drafts.LoadAsync(DraftFixture.First)).StateJson.Length);
        Assert.Equal(3_971, (await drafts.LoadAsync(DraftFixture.Second)).StateJson.Length);
    }

    [Fact]
    public async Task Where_rows_stand_and_none_can_be_read_nothing_is_replaced()
    {
        await drafts.SaveAsync(DraftFixture.First, "1");
        drafts.Sql("UPDATE builder_drafts SET schema_version = 'new'");
        drafts.ZeroHeader();
        byte[] before = await File.ReadAllBytesAsync(drafts.Database, TestContext.Current.CancellationToken);
        Finding left = (await drafts.FixAsync()).Single();
        Assert.False(left.Fixed);
        Assert.Contains("0 drafts and 0 remembered sessions can be read, 1 rows cannot", left.Meaning, StringComparison.Ordinal);
        Assert.Equal(before, await File.ReadAllBytesAsync(drafts.Database, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_missing_log_is_told()
    {
        await drafts.SaveAsync(DraftFixture.First, "1");
        await File.WriteAllBytesAsync(drafts.Database + "-shm", new byte[32_768], TestContext.Current.CancellationToken);
        Assert.Contains("missing_log", await drafts.ExamineAsync());
        Assert.Equal("1", (await drafts.LoadAsync(DraftFixture.First)).StateJson);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_repair_that_was_killed_before_its_last_step_is_read_as_it_is_and_carried_on_by_whoever_writes(bool isByDoctor)
    {
        await drafts.SaveAsync(DraftFixture.First, "1");
        File.Move(drafts.Database, drafts.Database + ".mended");
        await File.WriteAllTextAsync(drafts.Database, "the damaged one", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(drafts.Database + "-wal", "its log", TestContext.Current.CancellationToken);
        drafts.MakePrivate();
        string[] before = drafts.Files();
        Assert.Equal("1", (await drafts.LoadAsync(DraftFixture.First)).StateJson);
        Assert.Single((await drafts.ListAsync()).Items);
        Assert.Equal(["interrupted_repair"], await drafts.ExamineAsync());
        Assert.Equal(before, drafts.Files());
        if (isByDoctor)
        {
            Assert.Equal([("interrupted_repair", true)], (await drafts.FixAsync()).Select(finding => (finding.Problem, finding.Fixed)));
        }
        else
        {
            await drafts.SaveAsync(DraftFixture.Second, "2");
        }

        Assert.False(File.Exists(drafts.Database + ".mended"));
        Assert.Equal("1", (await drafts.LoadAsync(DraftFixture.First)).StateJson);
        Assert.Empty(await drafts.ExamineAsync());
    }

    [Fact]
    public async Task One_that_reads_during_an_interrupted_repair_keeps_no_writer_out_and_sees_what_it_wrote()
    {
        await drafts.SaveAsync(DraftFixture.First, "1");
        File.Move(drafts.Database, drafts.Database + ".mended");
        await File.WriteAllTextAsync(drafts.Database, "the damaged one", TestContext.Current.CancellationToken);
        await drafts.DoAsync(async reading =>
        {
            Assert.Single((await reading.Drafts.ListAsync(new DraftQuery(), CancellationToken.None)).Items);
            await drafts.SaveAsync(DraftFixture.Second, "2");
            Assert.Equal(2, (await reading.Drafts.ListAsync(new DraftQuery(), CancellationToken.None)).Items.Count);
            return await reading.Drafts.SaveAsync(new DraftSave { SessionId = DraftFixture.First, StateJson = "3" }, CancellationToken.None);
        });
        Assert.Equal("3", (await drafts.LoadAsync(DraftFixture.First)).StateJson);
    }

    [Fact]
    public async Task What_a_killed_process_left_of_a_new_database_is_told_and_removed_even_where_there_is_none_yet()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(drafts.Database)!);
        foreach (string suffix in new[] { "", "-journal" })
        {
            await File.WriteAllTextAsync(drafts.Database + ".x.daybook-tmp" + suffix, "half", TestContext.Current.CancellationToken);
        }

        Assert.Contains("leftover_temp", await drafts.ExamineAsync());
        Assert.All(await drafts.FixAsync(), finding => Assert.True(finding.Fixed));
        Assert.Empty(drafts.Files());
        Assert.Empty(await drafts.ExamineAsync());
    }

    [Fact]
    public async Task A_temp_file_of_any_name_is_removed_but_for_that_of_one_who_lives()
    {
        await drafts.SaveAsync(DraftFixture.First, "1");
        string folder = Path.GetDirectoryName(drafts.Database)!;
        string own = Path.Join(folder, $".builder.db.{drafts.Ports.NewTempName()}.daybook-tmp");
        foreach (string path in new[] { Path.Join(folder, ".builder.db.1-1-aa.daybook-tmp"), Path.Join(folder, "other.daybook-tmp"), own })
        {
            await File.WriteAllTextAsync(path, "half", TestContext.Current.CancellationToken);
            drafts.Ports.FileSystem.SetPermissions(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        Assert.Equal(["leftover_temp", "leftover_temp"], await drafts.ExamineAsync());
        Assert.All(await drafts.FixAsync(), static finding => Assert.True(finding.Fixed));
        Assert.Empty(await drafts.ExamineAsync());
        Assert.True(File.Exists(own));
    }

    [Fact]
    public async Task Rows_that_stand_only_in_the_log_are_saved_too()
    {
        await drafts.SaveAsync(DraftFixture.First, "1");
        string copy = Path.GetTempFileName();
        using (SqliteDatabase writer = SqliteDatabase.Open(EmbeddedPorts.System().FileSystem, drafts.Database, TimeSpan.Zero))
        {
            writer.Execute("PRAGMA wal_autocheckpoint = 0; INSERT INTO builder_drafts VALUES ('0194f3a2-7c1e-7d10-9a51-3f0c5c1e8a02', '2', 1, '2026-10-01T00:00:00Z', '2026-10-01T00:00:00Z')");
            File.Copy(drafts.Database + "-wal", copy, overwrite: true);
        }

        // As a kill would have left it: the database without what the log holds, and damaged besides.
        drafts.Sql("DELETE FROM builder_drafts WHERE state_json = '2'");
        File.Move(copy, drafts.Database + "-wal", overwrite: true);
        drafts.ZeroHeader();
        await drafts.FixAsync();
        Assert.Equal(2, (await drafts.ListAsync()).Items.Count);
    }
}
