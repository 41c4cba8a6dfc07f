using Daybook.Drafts;
using Daybook.Errors;
using Daybook.Git;
using Daybook.Prime;
using Daybook.Search;
using Daybook.Tasks;
using Daybook.Timeline;
using Xunit;

namespace Daybook.Embedded.Tests.Drafts;

/// <summary>A database of the founding system, used in place.</summary>
public sealed class AdoptedDraftsTests : IDisposable
{
    private const string Founding = """
        PRAGMA journal_mode = WAL;
        CREATE TABLE _sqlx_migrations (version BIGINT PRIMARY KEY, description TEXT NOT NULL, checksum BLOB NOT NULL);
        INSERT INTO _sqlx_migrations VALUES (20260214006, 'builder', x'00ff');
        CREATE TABLE bots (id TEXT PRIMARY KEY, name TEXT);
        INSERT INTO bots VALUES ('1', 'Luna');
        CREATE TABLE builder_drafts (session_id TEXT PRIMARY KEY, state_json TEXT NOT NULL, schema_version INTEGER NOT NULL DEFAULT 1, created_at TEXT NOT NULL, updated_at TEXT NOT NULL);
        CREATE TABLE builder_memory (id TEXT PRIMARY KEY, purpose_category TEXT NOT NULL, initial_description TEXT NOT NULL, chosen_tone TEXT, chosen_model TEXT, chosen_skills TEXT NOT NULL DEFAULT '[]', bot_slug TEXT, created_at TEXT NOT NULL);
        INSERT INTO builder_drafts VALUES ('0194f3a2-7c1e-7d10-9a51-3f0c5c1e8a01', '{"phase":"basics","initial_description":"A coding bot","purpose_category":null}', 1, '2026-02-14T13:14:46.123456789+00:00', '2026-02-14T13:14:47+00:00');
        INSERT INTO builder_memory VALUES ('a', '"coding"', 'A linter', 'formal', 'm', '["code-review"]', 'linter', '2026-02-14T13:14:46.123456789+00:00');
        INSERT INTO builder_memory VALUES ('b', '{"custom":"A companion"}', 'A companion', NULL, NULL, '[]', NULL, '2026-02-14T13:14:46.5+00:00');
        INSERT INTO builder_memory VALUES ('c', '', 'lost category', NULL, NULL, '[]', NULL, '2026-02-14T13:14:47Z');
        INSERT INTO builder_memory VALUES ('d', 'Coding', 'late', NULL, NULL, '[]', NULL, '2026-02-14T15:14:48+02:00');
        INSERT INTO builder_memory VALUES ('e', '"coding"', 'same tick', NULL, NULL, '[]', NULL, '2026-02-14T13:14:46.123456711+00:00');
        """;

    private readonly DraftFixture drafts = new();

    public AdoptedDraftsTests() => drafts.Adopt(Founding);

    public void Dispose() => drafts.Dispose();

    [Fact]
    public async Task What_is_there_is_read_without_a_trace()
    {
        byte[] before = await File.ReadAllBytesAsync(drafts.Adopted, TestContext.Current.CancellationToken);
        DraftSummary listed = (await drafts.ListAsync()).Items.Single();
        Assert.Equal(("A coding bot", "basics"), (listed.InitialDescription, listed.Phase));
        Assert.Equal(["d", "c", "b", "e", "a"], (await drafts.RecallAsync(null)).Items.Select(entry => entry.Id));
        Assert.Equal(["d", "e", "a"], (await drafts.RecallAsync("coding")).Items.Select(entry => entry.Id));
        Assert.Equal(["b"], (await drafts.RecallAsync("a companion")).Items.Select(entry => entry.Id));
        Assert.Equal(
            "Last time you made a coding bot, you chose formal tone, the model m and the skill code-review -- same here?",
            (await drafts.DoAsync(store => store.BuilderMemory.SuggestAsync("coding", CancellationToken.None))).Suggestion);
        Assert.Equal(before, await File.ReadAllBytesAsync(drafts.Adopted, TestContext.Current.CancellationToken));
        Assert.False(Directory.Exists(Path.Join(Path.GetDirectoryName(drafts.Adopted), ".daybook-state")));
    }

    [Fact]
    public async Task Writes_keep_its_spellings_and_leave_its_other_tables_alone()
    {
        await drafts.SaveAsync(DraftFixture.First, "{\"phase\":\"model\"}");
        await drafts.SaveAsync(DraftFixture.Second, "{}");
        await drafts.RecordAsync("coding");
        await drafts.RecordAsync("A companion");
        Assert.Equal("2026-02-14T13:14:46.123456789+00:00", DraftFixture.Ask(drafts.Adopted, "SELECT created_at FROM builder_drafts WHERE session_id LIKE '%01'"));
        Assert.Equal("2026-11-01T12:00:00.000000000+00:00", DraftFixture.Ask(drafts.Adopted, "SELECT updated_at FROM builder_drafts WHERE session_id LIKE '%02'"));
        Assert.Equal("\"coding\"\n{\"custom\":\"A companion\"}", DraftFixture.Ask(drafts.Adopted, "SELECT purpose_category FROM builder_memory WHERE created_at > '2026-11' ORDER BY 1"));
        Assert.Equal("00FF 1 Luna", DraftFixture.Ask(drafts.Adopted, "SELECT hex(checksum) || ' ' || id || ' ' || name FROM _sqlx_migrations, bots"));
        Assert.Equal(4, (await drafts.RecallAsync("coding")).Items.Count);
        Assert.Equal(["d", "e", "a"], (await drafts.RecallAsync("coding")).Items.Select(entry => entry.Id).Where(id => id.Length == 1));
        Assert.Equal(2, (await drafts.ListAsync()).Items.Count);
        Assert.Empty(await drafts.ExamineAsync());
    }

    [Fact]
    public async Task Pages_have_every_entry_once_whatever_the_form_of_its_time()
    {
        foreach (bool isIndexed in new[] { false, true })
        {
            if (isIndexed)
            {
                await drafts.RecordAsync("coding");
            }

            var seen = new List<string>();
            string? cursor = null;
            do
            {
                var query = new RecallQuery { Limit = 1, Cursor = cursor };
                Page<BuilderMemoryEntry> page = await drafts.DoAsync(store => store.BuilderMemory.RecallAsync(query, CancellationToken.None));
                seen.AddRange(page.Items.Select(entry => entry.Id).Where(id => id.Length == 1));
                cursor = page.NextCursor;
            }
            while (cursor is not null);
            Assert.Equal(["d", "c", "b", "e", "a"], seen);
        }
    }

    [Fact]
    public async Task One_that_is_damaged_is_told_and_never_replaced()
    {
        byte[] bytes = await File.ReadAllBytesAsync(drafts.Adopted, TestContext.Current.CancellationToken);
        bytes.AsSpan(0, 16).Clear();
        await File.WriteAllBytesAsync(drafts.Adopted, bytes, TestContext.Current.CancellationToken);
        Assert.Equal(["damaged_database"], await drafts.ExamineAsync());
        Finding left = (await drafts.FixAsync()).Single();
        Assert.False(left.Fixed);
        Assert.Contains("1 drafts and 5 remembered sessions can be read", left.Meaning, StringComparison.Ordinal);
        CorruptStoreException refused = await Assert.ThrowsAsync<CorruptStoreException>(drafts.ListAsync);
        Assert.Equal(left.Fix, refused.Hint);
        Assert.Equal(bytes, await File.ReadAllBytesAsync(drafts.Adopted, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task One_that_is_gone_is_not_made_anew()
    {
        File.Delete(drafts.Adopted);
        await Assert.ThrowsAsync<NotFoundException>(() => drafts.SaveAsync(DraftFixture.First, "1"));
        Assert.False(File.Exists(drafts.Adopted));
    }

    [Fact]
    public async Task One_that_is_gone_is_told_by_every_read()
    {
        File.Delete(drafts.Adopted);
        foreach (Func<Task> read in new Func<Task>[]
        {
            drafts.ListAsync,
            () => drafts.LoadAsync(DraftFixture.First),
            () => drafts.RecallAsync(null),
            () => drafts.DoAsync(store => store.BuilderMemory.SuggestAsync("coding", CancellationToken.None)),
            () => drafts.DoAsync(store => store.Drafts.DeleteAsync(DraftFixture.First, CancellationToken.None)),
        })
        {
            Assert.Equal(drafts.Adopted, (await Assert.ThrowsAsync<NotFoundException>(read)).Path);
        }

        Assert.Equal([("missing_database", false)], (await drafts.FixAsync()).Select(finding => (finding.Problem, finding.Fixed)));
    }

    [Fact]
    public async Task One_that_is_gone_keeps_nobody_from_what_the_other_kinds_hold()
    {
        File.Delete(drafts.Adopted);
        await drafts.DoAsync(async store =>
        {
            await store.Tasks.CreateAsync(new NewTask { Name = "Write a linter" }, new TaskActor { Agent = "a" }, CancellationToken.None);
            StoreStatus status = await store.GetStatusAsync(CancellationToken.None);
            Assert.Equal((1, drafts.Adopted), (status.Tasks?.Pending, status.DraftsFault?.Path));
            SearchAnswer answer = await store.Search.SearchAsync(new SearchQuery { Text = "linter" }, CancellationToken.None);
            Assert.Single(answer.Items);
            Assert.Contains(answer.Problems, problem => problem.Path == drafts.Adopted);
            Page<TimelineItem> timeline = await store.Timeline.ListAsync(new TimelineQuery(), CancellationToken.None);
            Assert.NotEmpty(timeline.Items);
            Assert.Contains(timeline.Problems, problem => problem.Path == drafts.Adopted);
            PrimeFacts facts = await new PrimeReading(store, drafts.Clock).ReadAsync(null, Task.FromResult(UncommittedFiles.None), CancellationToken.None);
            Assert.Single(facts.Ready);
            Assert.Contains(facts.Faults, fault => fault.Kind == Draft.KindName);
            return 0;
        });
    }

    [Fact]
    public async Task After_the_first_save_into_one_doctor_finds_nothing_to_see_to()
    {
        await drafts.SaveAsync(DraftFixture.Second, "{}");
        Assert.All(await drafts.DoAsync(store => store.DraftDoctor.ExamineAsync(CancellationToken.None)), finding => Assert.Equal(Finding.Info, finding.Severity));
        await drafts.ListAsync();
        Assert.Empty(await drafts.ExamineAsync());
    }

    [Fact]
    public async Task A_table_that_one_has_lost_since_the_first_save_is_told_and_made_anew()
    {
        await drafts.SaveAsync(DraftFixture.Second, "{}");
        await drafts.ListAsync();
        DraftFixture.Sql(drafts.Adopted, "DROP TABLE builder_memory");
        Assert.Empty((await drafts.RecallAsync(null)).Items);
        Assert.Equal(["missing_table"], await drafts.ExamineAsync());
        Assert.All(await drafts.FixAsync(), finding => Assert.True(finding.Fixed));
        await drafts.RecordAsync("coding");
        Assert.Single((await drafts.RecallAsync("coding")).Items);
        Assert.Equal("1 Luna", DraftFixture.Ask(drafts.Adopted, "SELECT id || ' ' || name FROM bots"));
        Assert.Equal(2, (await drafts.ListAsync()).Items.Count);
    }
}
