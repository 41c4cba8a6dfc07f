using System.Text.Json;
using Daybook.Drafts;
using Daybook.Memory;
using Daybook.Operations;
using Daybook.Runs;
using Daybook.Search;
using Daybook.Tasks;
using Xunit;

namespace Daybook.Tests.Search;

public sealed class SearchDocumentsTests
{
    private static readonly DateTimeOffset Time = new(2026, 3, 14, 10, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Of_a_memory_everything_is_found()
    {
        SearchDocument document = SearchDocuments.From(new MemoryRecord
        {
            Id = "0198c3f2-1111-7000-8000-000000000001",
            Type = "incident",
            Timestamp = Time,
            RecordedAt = Time.AddDays(9),
            Repo = "acme/web",
            Sha = "3f2a9bc1d4",
            PrNumber = 4711,
            Source = "sentry",
            Severity = "critical",
            Fingerprint = "verify:abcdefghij",
            Title = "Titular",
            Summary = "Summarised",
            Paths = ["src/db/pool.cs"],
            Links = [new MemoryLink("https://tracker.example/ISSUE-77", "ticket")],
            Metadata = new Dictionary<string, JsonElement> { ["region"] = Json("{\"inner\":[\"frankfurt\",42424]}") },
            SessionId = "session-x9",
            TaskId = "task-y8",
            RunId = "run-z7",
            OperationId = "op-w6",
            Extra = new Dictionary<string, JsonElement> { ["odd"] = Json("\"peculiar\"") },
        });

        AssertFinds(
            document, "0198c3f2", "incident", "2026-03-14", "acme/web", "3f2a9bc", "#4711", "sentry", "critical", "abcdefghij", "titular", "summarised", "pool.cs",
            "tracker", "ticket", "frankfurt", "42424", "x9", "y8", "z7", "w6", "peculiar");
        Assert.Equal(("memory", Time, "incident", "acme/web", "critical", "session-x9"), (document.Kind, document.Timestamp, document.Type, document.Repo, document.Severity, document.SessionId));
        Assert.False(Finds(document, "region"));
    }

    [Fact]
    public void Of_a_task_everything_is_found()
    {
        SearchDocument document = SearchDocuments.From(new TaskRecord
        {
            Id = "task-1",
            Name = "Titular",
            Description = "Described",
            Status = TaskState.Failed,
            Tags = ["tagged"],
            ParentId = "parent-q1",
            DependsOn = ["before-q2"],
            CreatedAt = Time.AddDays(-9),
            CompletedAt = Time,
            FailureReason = "flaky",
            SessionId = "session-1",
            Claim = new TaskClaim { Owner = "claude", Token = 1, LeaseExpiresAt = Time },
            Context = new TaskContext { FilesModified = ["src/a.cs"], Decisions = ["choose sqlite"], Values = new Dictionary<string, JsonElement> { ["note"] = Json("\"jotted\"") } },
            Extra = new Dictionary<string, JsonElement> { ["odd"] = Json("\"peculiar\"") },
        });

        AssertFinds(document, "titular", "described", "failed", "tagged", "q1", "q2", "flaky", "claude", "src/a.cs", "sqlite", "jotted", "peculiar");
        Assert.Equal(("tasks", Time, "failed", "session-1"), (document.Kind, document.Timestamp, document.Type, document.SessionId));
    }

    [Fact]
    public void Of_a_run_everything_is_found()
    {
        var run = new RunRecord
        {
            RunId = "20260314-1000000000-42-1",
            ProjectId = "web",
            TaskId = "task-y8",
            ParentRunId = "parent-q1",
            PreviousRunId = "previous-q2",
            AgentType = "codex",
            StartTime = Time.AddHours(-1),
            EndTime = Time,
            ExitCode = 137,
            AgentVersion = "9.8.7",
            Cwd = "/home/somebody",
            CommandLine = "make frobnicate",
            ErrorSummary = "killed by memory limit",
            HostName = "buildbox",
            Extra = new Dictionary<string, string> { ["odd"] = "peculiar" },
        };
        SearchDocument document = SearchDocuments.From(new RunView(run, RunStatus.Failed, null, "runs/x"));

        AssertFinds(document, "20260314-1000000000", "web", "y8", "q1", "q2", "codex", "exit code 137", "9.8", "somebody", "frobnicate", "limit", "buildbox", "peculiar", "failed");
        Assert.Equal(("runs", Time, "failed", "codex web task-y8", "runs/x"), (document.Kind, document.Timestamp, document.Type, document.Title, document.Path));
    }

    [Fact]
    public void Of_a_draft_the_values_are_found_and_not_their_names()
    {
        SearchDocument document = SearchDocuments.From(new Draft
        {
            SessionId = "session-x9",
            SchemaVersion = 1,
            StoredSchemaVersion = 1,
            CreatedAt = Time.AddDays(-1),
            UpdatedAt = Time,
            StateJson = """{"initial_description":"A bot\nfor invoices","phase":"skills","deep":{"list":[{"skill":"calendar"},17171,true]}}""",
        });

        AssertFinds(document, "bot", "invoices", "skills", "calendar", "17171", "x9");
        Assert.False(Finds(document, "deep"));
        Assert.Equal(("drafts", Time, "skills", "A bot"), (document.Kind, document.Timestamp, document.Type, document.Title));
    }

    [Fact]
    public void A_draft_that_is_no_json_is_found_by_what_can_be_read_of_it()
    {
        var draft = new Draft { SessionId = "s", SchemaVersion = 1, StoredSchemaVersion = 1, CreatedAt = Time, UpdatedAt = Time, StateJson = "{\"a\":\"legible\",\"b\":" };

        Assert.True(Finds(SearchDocuments.From(draft), "legible"));
        Assert.False(Finds(SearchDocuments.From(draft with { StateJson = "" }), "legible"));
    }

    [Fact]
    public void Of_builder_memory_the_choices_are_found()
    {
        SearchDocument document = SearchDocuments.From(new BuilderMemoryEntry
        {
            Id = "entry-x9",
            PurposeCategory = "coding",
            InitialDescription = "Reviews patches",
            ChosenTone = "formal",
            ChosenModel = "opus",
            ChosenSkills = ["refactoring"],
            BotSlug = "patch-bot",
            CreatedAt = Time,
        });

        AssertFinds(document, "x9", "coding", "patches", "formal", "opus", "refactoring", "patch-bot");
        Assert.Equal(("drafts", Time, SearchDocuments.BuilderMemoryType), (document.Kind, document.Timestamp, document.Type));
    }

    [Fact]
    public void Of_an_operation_everything_is_found()
    {
        var operation = new OperationRecord
        {
            InvocationId = "01J9ZK3M5N6P7Q8R9S0T1V2W3X",
            ProfileId = "implementer",
            Action = "specify::review",
            RequestText = "Tidy the ledger\nand its tests",
            Actor = "claude",
            StartedAt = Time.AddHours(-1),
            CompletedAt = Time,
            MissionId = "mission-q1",
            WpId = "WP07",
            ModelId = "opus",
            SessionId = "s-1",
            RunId = "run-z7",
            TaskId = "task-y8",
            Status = OperationStatus.Closed,
            Outcome = "done",
            EvidenceRef = "proof/evidence.md",
            Links = [new OperationLink.Artifact(Time, "report", "docs/ledger.md"), new OperationLink.Commit(Time, "3f2a9bc1d4")],
        };
        SearchDocument document = SearchDocuments.From(new OperationView(operation, "operations/x.jsonl", null));

        AssertFinds(
            document, "01J9ZK3", "implementer", "specify", "ledger", "tests", "claude", "q1", "wp07", "opus", "z7", "y8", "closed", "done", "evidence.md", "docs/ledger.md",
            "report", "3f2a9bc");
        Assert.Equal(("operations", Time, "closed", "Tidy the ledger", "operations/x.jsonl"), (document.Kind, document.Timestamp, document.Type, document.Title, document.Path));
        Assert.Equal(["docs/ledger.md"], document.Paths);
    }

    [Fact]
    public void What_an_operation_does_not_say_is_not_found()
    {
        SearchDocument document = SearchDocuments.From(new OperationView(new OperationRecord { InvocationId = "01J9ZK3M5N6P7Q8R9S0T1V2W3X", RequestText = "x1y" }, "p", null));

        Assert.False(Finds(document, OperationRecord.Unrecorded));
    }

    private static JsonElement Json(string text) => JsonDocument.Parse(text).RootElement;

    private static void AssertFinds(SearchDocument document, params string[] questions) => Assert.All(questions, question => Assert.True(Finds(document, question), question));

    private static bool Finds(SearchDocument document, string question) =>
        SearchScan.Search([document], new SearchQuery { Text = question }, Time).Items.Count == 1;
}
