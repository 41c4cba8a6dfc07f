using System.Text;
using System.Text.Json;
using Daybook.Drafts;
using Daybook.Embedded.Sqlite;
using Daybook.Errors;
using Xunit;

namespace Daybook.Embedded.Tests.Drafts;

/// <summary>What others put into the database, or do with it while it is in use.</summary>
public sealed class HostileDatabaseTests : IDisposable
{
    private readonly DraftFixture drafts = new();

    public void Dispose() => drafts.Dispose();

    [Fact]
    public async Task Triggers_never_run_and_are_told()
    {
        await drafts.SaveAsync(DraftFixture.First, "1");
        drafts.Sql("CREATE TRIGGER wipe AFTER INSERT ON builder_drafts BEGIN DELETE FROM builder_drafts; END; CREATE TRIGGER change AFTER UPDATE ON builder_drafts BEGIN UPDATE builder_drafts SET state_json = 'x'; END");
        await drafts.SaveAsync(DraftFixture.Second, "2");
        await drafts.SaveAsync(DraftFixture.First, "3");
        Assert.Equal("3", (await drafts.LoadAsync(DraftFixture.First)).StateJson);
        Assert.Equal(2, (await drafts.ListAsync()).Items.Count);
        Assert.Equal(["unexpected_program", "unexpected_program"], await drafts.ExamineAsync());
    }

    [Fact]
    public async Task A_view_in_place_of_a_table_is_refused()
    {
        await drafts.SaveAsync(DraftFixture.First, "1");
        drafts.Sql("ALTER TABLE builder_drafts RENAME TO hidden; CREATE VIEW builder_drafts AS SELECT session_id, 'x' AS state_json, 1 AS schema_version, created_at, updated_at FROM hidden");
        await Assert.ThrowsAsync<CorruptStoreException>(() => drafts.SaveAsync(DraftFixture.Second, "2"));
        await Assert.ThrowsAsync<CorruptStoreException>(() => drafts.LoadAsync(DraftFixture.First));
        Assert.Contains("unexpected_program", await drafts.ExamineAsync());
    }

    [Fact]
    public async Task A_newer_schema_is_refused_by_name_and_nothing_is_written()
    {
        await drafts.SaveAsync(DraftFixture.First, "1");
        drafts.Sql("INSERT INTO daybook_migrations VALUES (3, 'of tomorrow', 'x', 'y')");
        foreach (Func<Task> call in new Func<Task>[] { drafts.ListAsync, () => drafts.LoadAsync(DraftFixture.First), () => drafts.SaveAsync(DraftFixture.First, "2") })
        {
            NewerFormatException refused = await Assert.ThrowsAsync<NewerFormatException>(call);
            Assert.Equal((3, 2), (refused.Found, refused.Supported));
        }

        Assert.Equal("1", DraftFixture.Ask(drafts.Database, "SELECT state_json FROM builder_drafts"));
        Assert.Equal(["newer_format"], await drafts.ExamineAsync());
        Assert.Equal(["newer_format"], (await drafts.FixAsync()).Select(finding => finding.Problem));
    }

    [Fact]
    public async Task A_migration_that_is_not_the_one_of_its_number_is_refused()
    {
        await drafts.SaveAsync(DraftFixture.First, "1");
        drafts.Sql("UPDATE daybook_migrations SET checksum = 'x' WHERE version = 1");
        await Assert.ThrowsAsync<CorruptStoreException>(() => drafts.SaveAsync(DraftFixture.First, "2"));
        await drafts.FixAsync();
        Assert.Equal("1", (await drafts.LoadAsync(DraftFixture.First)).StateJson);
    }

    [Fact]
    public async Task A_writer_at_work_bounds_a_save_and_keeps_no_read_waiting()
    {
        await drafts.SaveAsync(DraftFixture.First, "1");
        using SqliteDatabase other = SqliteDatabase.Open(EmbeddedPorts.System().FileSystem, drafts.Database, TimeSpan.Zero);
        other.Execute("BEGIN IMMEDIATE");
        BusyException busy = await Assert.ThrowsAsync<BusyException>(() => drafts.SaveAsync(DraftFixture.First, "2"));
        Assert.Contains("stayed locked", busy.Message, StringComparison.Ordinal);
        Assert.Equal("1", (await drafts.LoadAsync(DraftFixture.First)).StateJson);
        other.Execute("ROLLBACK");
        await drafts.SaveAsync(DraftFixture.First, "3");
    }

    [Fact]
    public async Task A_writer_at_work_bounds_a_save_after_a_look_and_keeps_no_later_look_waiting()
    {
        await drafts.SaveAsync(DraftFixture.First, "1");
        using SqliteDatabase other = SqliteDatabase.Open(EmbeddedPorts.System().FileSystem, drafts.Database, TimeSpan.Zero);
        await drafts.DoAsync(async store =>
        {
            Assert.Equal("1", await LookAsync(store));
            other.Execute("BEGIN IMMEDIATE");
            await Assert.ThrowsAsync<BusyException>(() => SaveAsync(store, "2"));
            Assert.Equal("1", await LookAsync(store));
            other.Execute("ROLLBACK");
            await SaveAsync(store, "3");
            Assert.Equal("3", await LookAsync(store));
            await SaveAsync(store, "4");
            return await LookAsync(store);
        });
        Assert.Equal("4", (await drafts.LoadAsync(DraftFixture.First)).StateJson);

        static async Task<string> LookAsync(EmbeddedStore store) =>
            (await store.Drafts.LoadAsync(DraftFixture.First, CancellationToken.None)).StateJson;

        static Task SaveAsync(EmbeddedStore store, string state) =>
            store.Drafts.SaveAsync(new DraftSave { SessionId = DraftFixture.First, StateJson = state }, CancellationToken.None);
    }

    [Fact]
    public async Task A_link_in_place_of_the_database_is_refused()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(drafts.Database)!);
        File.CreateSymbolicLink(drafts.Database, "/etc/passwd");
        await Assert.ThrowsAsync<StorageException>(() => drafts.SaveAsync(DraftFixture.First, "1"));
        await Assert.ThrowsAsync<StorageException>(drafts.ListAsync);
        Assert.Equal(["unsafe_file"], await drafts.ExamineAsync());
    }

    [Fact]
    public async Task A_bad_row_is_told_and_hides_nothing()
    {
        await drafts.SaveAsync(DraftFixture.First, "1");
        await drafts.RecordAsync("coding");
        drafts.Sql("""
            INSERT INTO builder_drafts VALUES ('a-bad-time', '1', 1, 'yesterday', '2026-10-01T00:00:00Z');
            INSERT INTO builder_drafts VALUES ('b-no-json', 'not json', 1, '2026-10-01T00:00:00Z', '2026-10-01T00:00:00Z');
            INSERT INTO builder_drafts VALUES ('c-version', '1', 'new', '2026-10-01T00:00:00Z', '2026-10-01T00:00:00Z');
            INSERT INTO builder_memory VALUES ('x', 'coding', 'd', NULL, NULL, 'no list', NULL, '2026-10-01T00:00:00Z');
            INSERT INTO builder_memory VALUES ('y', 'coding', 'd', NULL, NULL, '[]', NULL, 'never');
            """);
        Page<DraftSummary> page = await drafts.ListAsync();
        Assert.Equal([DraftFixture.First, "b-no-json"], page.Items.Select(draft => draft.SessionId));
        Assert.Equal(["a-bad-time", "b-no-json", "c-version"], page.Problems.Select(problem => problem.Reason.Split(' ', ':')[1]));
        await Assert.ThrowsAsync<CorruptStoreException>(() => drafts.LoadAsync("b-no-json"));
        await Assert.ThrowsAsync<CorruptStoreException>(() => drafts.LoadAsync("a-bad-time"));
        Page<BuilderMemoryEntry> recalled = await drafts.RecallAsync("coding");
        Assert.Equal((1, 2), (recalled.Items.Count, recalled.Problems.Count));
        Assert.Equal(3, (await drafts.DoAsync(store => store.Drafts.GetStatusAsync(CancellationToken.None))).Problems);
        Assert.Equal(5, (await drafts.ExamineAsync()).Count(problem => problem == "bad_row"));
        Assert.Equal("a-bad-time", await drafts.DoAsync(store => store.Drafts.DeleteAsync("a-bad-time", CancellationToken.None)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_row_whose_id_is_no_text_is_told_wherever_rows_are(bool hasView)
    {
        await drafts.SaveAsync(DraftFixture.First, "1");
        drafts.Sql($"""
            INSERT INTO builder_drafts VALUES (x'616263', '1', 1, '2026-10-01T00:00:00Z', '2026-10-01T00:00:00Z');
            INSERT INTO builder_drafts VALUES (NULL, '1', 1, '2026-10-01T00:00:00Z', '2026-10-01T00:00:00Z');
            {(hasView ? "" : "DROP TABLE daybook_draft_summaries;")}
            """);
        Page<DraftSummary> page = await drafts.ListAsync();
        Assert.Equal([DraftFixture.First], page.Items.Select(draft => draft.SessionId));
        Assert.Equal(["draft (null): its session id is no text", "draft abc: its session id is no text"], page.Problems.Select(problem => problem.Reason).Order(StringComparer.Ordinal));
        DraftStoreStatus status = await drafts.DoAsync(store => store.Drafts.GetStatusAsync(CancellationToken.None));
        Assert.Equal((3, 2), (status.Records, status.Problems));
        Assert.Equal(2, (await drafts.ExamineAsync()).Count(problem => problem == "bad_row"));
        await drafts.FixAsync();
        Assert.Equal(["bad_row", "bad_row"], await drafts.ExamineAsync());
    }

    [Fact]
    public async Task A_row_at_the_end_of_all_times_takes_the_next_save()
    {
        await drafts.SaveAsync(DraftFixture.First, "1");
        drafts.Sql("UPDATE builder_drafts SET updated_at = '9999-12-31T23:59:59.9999999Z'");
        Assert.Equal(drafts.Clock.GetUtcNow(), (await drafts.SaveAsync(DraftFixture.First, "2")).UpdatedAt);
        Assert.Equal("2", (await drafts.LoadAsync(DraftFixture.First)).StateJson);
    }

    [Fact]
    public async Task Half_of_a_surrogate_pair_that_another_program_stored_comes_out_as_it_is()
    {
        await drafts.SaveAsync(DraftFixture.First, "1");
        drafts.Sql("""UPDATE builder_drafts SET state_json = '{"a" : "\ud800 \" x"}'""");
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            DraftJson.Write(writer, await drafts.LoadAsync(DraftFixture.First));
        }

        Assert.EndsWith(""","state":{"a":"\ud800 \" x"}}""", Encoding.UTF8.GetString(stream.ToArray()), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_newer_schema_is_seen_by_a_store_that_is_open()
    {
        await drafts.DoAsync(async store =>
        {
            await store.Drafts.SaveAsync(new DraftSave { SessionId = DraftFixture.First, StateJson = "1" }, CancellationToken.None);
            await store.Drafts.ListAsync(new DraftQuery(), CancellationToken.None);
            drafts.Sql("INSERT INTO daybook_migrations VALUES (3, 'of tomorrow', 'x', 'y')");
            for (int attempt = 0; attempt < 2; attempt++)
            {
                await Assert.ThrowsAsync<NewerFormatException>(() => store.Drafts.SaveAsync(new DraftSave { StateJson = "2" }, CancellationToken.None));
                await Assert.ThrowsAsync<NewerFormatException>(() => store.Drafts.ListAsync(new DraftQuery(), CancellationToken.None));
            }

            return 0;
        });
    }

    [Fact]
    public async Task Views_that_are_gone_or_wrong_are_told_and_made_anew()
    {
        await drafts.SaveAsync(DraftFixture.First, "{\"phase\":\"model\"}");
        drafts.Sql("UPDATE daybook_draft_summaries SET phase = 'wrong'; DROP INDEX daybook_memory_odd");
        Assert.Equal(["missing_view", "stale_view"], (await drafts.ExamineAsync()).Order());
        Assert.All(await drafts.FixAsync(), finding => Assert.True(finding.Fixed));
        Assert.Equal("model", (await drafts.ListAsync()).Items.Single().Phase);
        drafts.Sql("DROP TABLE daybook_draft_summaries");
        Assert.Equal("model", (await drafts.ListAsync()).Items.Single().Phase);
        await drafts.FixAsync();
        Assert.Empty(await drafts.ExamineAsync());
    }

    [Fact]
    public async Task Drafts_that_another_program_saved_are_listed_as_they_are_and_the_view_learns_of_them()
    {
        await drafts.SaveAsync(DraftFixture.First, "{\"phase\":\"model\"}");
        drafts.Sql("UPDATE builder_drafts SET state_json = '{\"phase\":\"review\"}', updated_at = '2026-12-01T00:00:00+01:00'");
        DraftSummary listed = (await drafts.ListAsync()).Items.Single();
        Assert.Equal(("review", new DateTimeOffset(2026, 11, 30, 23, 0, 0, TimeSpan.Zero)), (listed.Phase, listed.UpdatedAt));
        Assert.Equal("review", DraftFixture.Ask(drafts.Database, "SELECT phase FROM daybook_draft_summaries"));
    }

    [Fact]
    public async Task A_listing_waits_for_no_writer_to_teach_the_view()
    {
        await drafts.SaveAsync(DraftFixture.First, "{\"phase\":\"model\"}");
        using SqliteDatabase other = SqliteDatabase.Open(EmbeddedPorts.System().FileSystem, drafts.Database, TimeSpan.Zero);
        other.Execute("UPDATE builder_drafts SET updated_at = '2026-12-01T00:00:00.0000000Z'; BEGIN IMMEDIATE");
        Assert.Equal("model", (await drafts.ListAsync()).Items.Single().Phase);
        other.Execute("ROLLBACK");
        Assert.Equal(["stale_view"], await drafts.ExamineAsync());
    }

    [Fact]
    public async Task A_database_that_was_replaced_while_it_was_open_gets_the_next_save()
    {
        await drafts.DoAsync(async store =>
        {
            await store.Drafts.SaveAsync(new DraftSave { SessionId = DraftFixture.First, StateJson = "1" }, CancellationToken.None);
            Directory.Delete(Path.GetDirectoryName(drafts.Database)!, recursive: true);
            return await store.Drafts.SaveAsync(new DraftSave { SessionId = DraftFixture.Second, StateJson = "2" }, CancellationToken.None);
        });
        Assert.Equal("2", (await drafts.LoadAsync(DraftFixture.Second)).StateJson);
    }

    [Fact]
    public async Task New_files_are_the_owners_alone()
    {
        await drafts.DoAsync(async store =>
        {
            await store.Drafts.SaveAsync(new DraftSave { StateJson = "1" }, CancellationToken.None);
            foreach (string path in Directory.GetFiles(Path.GetDirectoryName(drafts.Database)!))
            {
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, drafts.Ports.FileSystem.Stat(path)?.Permissions);
            }

            return 0;
        });
    }
}
