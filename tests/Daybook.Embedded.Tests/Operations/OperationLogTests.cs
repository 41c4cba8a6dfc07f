using System.Text;
using Daybook.Durability.FileSystem;
using Daybook.Errors;
using Daybook.Operations;
using Daybook.Testing;
using Xunit;

namespace Daybook.Embedded.Tests.Operations;

/// <summary>The bytes of logs: ours, those of the founding system, and damaged ones.</summary>
public sealed class OperationLogTests
{
    private const string Id = OperationFixture.Id;
    private const string OtherId = "01KTK4MF47RVY2WCXGFGX5AHT6";

    private const string FirstVersion =
        """{"event": "started", "invocation_id": "01KTK4DFAS04MCX5GP1W2R6NEP", "profile_id": "architect-a", "action": "specify", "request_text": "look \u2014 there", "governance_context_hash": "257c5688abaca9ae", "governance_context_available": true, "actor": "claude", "router_confidence": "canonical_verb", "started_at": "2026-06-08T08:08:36.010145+00:00", "mode_of_work": "task_execution"}""";

    private const string FirstVersionEnd =
        """{"event": "completed", "invocation_id": "01KTK4DFAS04MCX5GP1W2R6NEP", "profile_id": "architect-a", "action": "", "request_text": "", "governance_context_hash": "", "governance_context_available": true, "actor": "unknown", "router_confidence": null, "started_at": "", "completed_at": "2026-06-08T08:08:36.010902+00:00", "outcome": null, "evidence_ref": null, "mode_of_work": null, "mission_id": null, "wp_id": null}""";

    private readonly OperationFixture fixture = new();

    [Fact]
    public async Task Its_lines_have_the_approved_form()
    {
        await WriteAllAsync();
        Snapshot.Match(fixture.Disk.ReadText(OperationFixture.LogOf(Id)), "jsonl");
    }

    [Fact]
    public async Task What_stands_beside_it_has_the_approved_form()
    {
        await WriteAllAsync();
        Snapshot.Match(
            fixture.Disk.ReadText(OperationFixture.Folder + "/ops-index.jsonl") + fixture.Disk.ReadText(OperationFixture.Folder + "/lifecycle.jsonl"), "jsonl");
    }

    [Fact]
    public async Task In_an_adopted_folder_it_has_the_times_of_the_other_system()
    {
        fixture.Adopt();
        await WriteAllAsync();
        Snapshot.Match(fixture.Disk.ReadText(OperationFixture.LogOf(Id, OperationFixture.Adopted)), "jsonl");
        Assert.Equal("*", fixture.Disk.ReadText(OperationFixture.Adopted + "/.daybook-state/.gitignore").Split('\n')[1]);
        Assert.Equal(
            [".daybook-state", $"{Id}.jsonl", "lifecycle.jsonl", "ops-index.jsonl"],
            fixture.Disk.List(OperationFixture.Adopted).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("mission_id")]
    [InlineData("wp_id")]
    [InlineData("model_id")]
    [InlineData("session_id")]
    [InlineData("run_id")]
    [InlineData("task_id")]
    public async Task A_secret_in_an_id_is_refused_and_stored_only_by_its_fingerprint(string field)
    {
        const string secret = "ghp_a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8";
        NewOperation operation = OperationFixture.New with { Id = Id };
        operation = field switch
        {
            "mission_id" => operation with { MissionId = secret },
            "wp_id" => operation with { WpId = secret },
            "model_id" => operation with { ModelId = secret },
            "session_id" => operation with { SessionId = secret },
            "run_id" => operation with { RunId = secret },
            _ => operation with { TaskId = secret },
        };

        InvalidInputException refused = await Assert.ThrowsAsync<InvalidInputException>(() => fixture.StartAsync(operation));

        Assert.Contains(field, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(secret, refused.Message + refused.Hint, StringComparison.Ordinal);
        Assert.Null(fixture.Disk.Stat(OperationFixture.LogOf(Id)));
        string fingerprint = new Daybook.Secrets.SecretScanner().Redact(secret).Findings[0].Fingerprint;
        await fixture.StartAsync(operation with { AllowedSecrets = [fingerprint] });
        Assert.Contains(secret, fixture.Disk.ReadText(OperationFixture.LogOf(Id)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Others_can_read_it_and_nothing_else_stands_there()
    {
        await fixture.StartAsync(OperationFixture.New with { Id = Id });
        Assert.Equal(FilePermissions.SharedFile, fixture.Disk.Stat(OperationFixture.LogOf(Id))?.Permissions);
        Assert.Equal([$"{Id}.jsonl", "ops-index.jsonl"], fixture.Disk.List(OperationFixture.Folder).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_first_version_is_read_and_an_end_without_an_outcome_counts_as_abandoned()
    {
        fixture.Plant(Id, FirstVersion, FirstVersionEnd);
        OperationRecord operation = (await fixture.GetAsync(Id)).Operation;
        Assert.Equal(("architect-a", "specify", "look — there", "claude", "canonical_verb"), (operation.ProfileId, operation.Action, operation.RequestText, operation.Actor, operation.RouterConfidence));
        Assert.Equal((OperationStatus.Closed, "abandoned", "agent"), (operation.Status, operation.Outcome, operation.ClosedBy));
        Assert.Equal(new DateTimeOffset(2026, 6, 8, 8, 8, 36, TimeSpan.Zero).AddTicks(109020), operation.CompletedAt);
        Assert.Empty((await fixture.ListAsync()).Problems);
    }

    [Fact]
    public async Task A_link_leaves_every_old_byte_where_it_was()
    {
        fixture.Plant(Id, FirstVersion, FirstVersionEnd);
        byte[] before = fixture.Disk.ReadBytes(OperationFixture.LogOf(Id));
        await fixture.LinkAsync(Id, "docs/a.md");
        byte[] after = fixture.Disk.ReadBytes(OperationFixture.LogOf(Id));
        Assert.Equal(before, after[..before.Length]);
        Assert.True(after.Length > before.Length);
        await fixture.LinkAsync(Id, "docs/a.md");
        Assert.Equal(after, fixture.Disk.ReadBytes(OperationFixture.LogOf(Id)));
    }

    [Fact]
    public async Task Closed_means_that_some_line_says_so_and_unknown_events_change_nothing()
    {
        fixture.Plant(
            Id,
            FirstVersion,
            $$"""{"event":"glossary_checked","invocation_id":"{{Id}}","terms":[1,2]}""",
            FirstVersionEnd,
            $$"""{"event":"artifact_link","invocation_id":"{{Id}}","at":"2026-06-08T09:00:00Z","kind":"artifact","ref":"https:/github.com/x"}""",
            """{"event":"from_the_future","more":true}""");
        OperationRecord operation = (await fixture.GetAsync(Id)).Operation;
        Assert.Equal(OperationStatus.Closed, operation.Status);
        Assert.Equal("https:/github.com/x", Assert.IsType<OperationLink.Artifact>(Assert.Single(operation.Links)).Ref);
        Assert.Empty((await fixture.ListAsync()).Problems);
    }

    [Theory]
    [InlineData("""{"event":"comple""")]
    [InlineData("\0\0\0\0")]
    [InlineData("{\"event\":\"artifact_link\",\"invocation_id\":\"")]
    public async Task A_torn_log_can_still_be_completed_and_keeps_its_torn_bytes(string torn)
    {
        fixture.Disk.PlantFile(OperationFixture.LogOf(Id), FirstVersion + "\n" + torn);
        OperationChange closed = await fixture.CompleteAsync(Id);
        Assert.Equal(OperationStatus.Closed, closed.View.Operation.Status);
        Assert.StartsWith(FirstVersion + "\n" + torn + "\n{\"event\":\"completed\"", fixture.Disk.ReadText(OperationFixture.LogOf(Id)), StringComparison.Ordinal);
        Page<OperationView> page = await fixture.ListAsync();
        Assert.Equal(OperationStatus.Closed, Assert.Single(page.Items).Operation.Status);
        Problem problem = Assert.Single(page.Problems);
        Assert.Equal((".daybook/operations/" + Id + ".jsonl", 2L, FirstVersion.Length + 1L), (problem.Path, problem.Line, problem.Offset));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{\"event\": \"star")]
    [InlineData("garbage\n")]
    public async Task A_log_without_its_first_line_is_listed_as_open_and_can_be_closed_without_evidence(string content)
    {
        fixture.Disk.PlantFile(OperationFixture.LogOf(Id), content);
        OperationRecord open = Assert.Single((await fixture.ListAsync()).Items).Operation;
        Assert.Equal((OperationStatus.Open, "unrecorded", false), (open.Status, open.Action, open.HasStart));
        await Assert.ThrowsAsync<InvalidInputException>(() => fixture.CompleteAsync(Id, OperationFixture.Done with { Evidence = "x" }));
        Assert.Equal(content, fixture.Disk.ReadText(OperationFixture.LogOf(Id)));
        await fixture.CompleteAsync(Id);
        Assert.Equal(OperationStatus.Closed, (await fixture.GetAsync(Id)).Operation.Status);
    }

    [Fact]
    public async Task Two_ends_of_writers_that_take_no_lock_are_told_and_the_first_counts()
    {
        string End(string outcome) => $$"""{"event":"completed","invocation_id":"{{Id}}","completed_at":"2026-06-08T09:00:00Z","outcome":"{{outcome}}","closed_by":"agent"}""";
        fixture.Plant(Id, FirstVersion, End("failed"), End("done"));
        Page<OperationView> page = await fixture.ListAsync();
        Assert.Equal("failed", Assert.Single(page.Items).Operation.Outcome);
        Assert.Equal(3, Assert.Single(page.Problems).Line);
    }

    [Fact]
    public async Task A_log_that_is_another_operations_is_refused_and_told()
    {
        fixture.Plant(OtherId, FirstVersion);
        CorruptStoreException refused = await Assert.ThrowsAsync<CorruptStoreException>(() => fixture.CompleteAsync(OtherId));
        Assert.Contains(Id, refused.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<CorruptStoreException>(() => fixture.GetAsync(OtherId));
        Page<OperationView> page = await fixture.ListAsync();
        Assert.Empty(page.Items);
        Assert.Single(page.Problems);
        Assert.Equal(FirstVersion + "\n", fixture.Disk.ReadText(OperationFixture.LogOf(OtherId)));
    }

    [Fact]
    public async Task A_link_in_place_of_a_log_or_of_the_folder_leads_nowhere()
    {
        fixture.Disk.PlantFile("/home/user/secret", FirstVersion + "\n");
        fixture.Disk.PlantDirectory(OperationFixture.Folder);
        fixture.Disk.PlantSymbolicLink(OperationFixture.LogOf(Id), "/home/user/secret");
        await Assert.ThrowsAsync<StorageException>(() => fixture.CompleteAsync(Id));
        await Assert.ThrowsAsync<StorageException>(() => fixture.StartAsync(OperationFixture.New with { Id = Id }));
        Assert.Single((await fixture.ListAsync()).Problems);
        Assert.Equal("unsafe_file", Assert.Single(await fixture.ExamineAsync(), finding => finding.Problem != "index_drift").Problem);

        var other = new OperationFixture();
        other.Disk.PlantDirectory("/home/user/elsewhere");
        other.Disk.PlantSymbolicLink(OperationFixture.Folder, "/home/user/elsewhere");
        await Assert.ThrowsAsync<StorageException>(() => other.StartAsync(OperationFixture.New));
        await Assert.ThrowsAsync<StorageException>(other.ListAsync);
        Assert.Empty(other.Disk.List("/home/user/elsewhere"));
    }

    [Fact]
    public async Task A_request_at_the_limit_fits_and_a_line_that_no_reader_takes_is_refused()
    {
        string longest = string.Concat(Enumerable.Repeat("\u0001", OperationRules.TextBytesMax));
        await Assert.ThrowsAsync<InvalidInputException>(() => fixture.StartAsync(OperationFixture.New with { RequestText = longest }));
        string id = (await fixture.StartAsync(OperationFixture.New with { RequestText = new string('x', OperationRules.TextBytesMax) })).View.Operation.InvocationId;
        Assert.Equal(OperationRules.TextBytesMax, (await fixture.GetAsync(id)).Operation.RequestText.Length);
    }

    [Fact]
    public async Task What_a_writer_that_takes_no_lock_adds_meanwhile_is_not_written_over()
    {
        await fixture.StartAsync(OperationFixture.New with { Id = Id });
        string foreign = $$"""{"event":"artifact_link","invocation_id":"{{Id}}","at":"2026-11-01T12:00:00Z","kind":"artifact","ref":"theirs.md"}""" + "\n";
        string log = OperationFixture.LogOf(Id);
        fixture.With = ports => ports with { Time = new MeddlingClock(() => Append(log, foreign)) };
        OperationChange closed = await fixture.CompleteAsync(Id);
        Assert.Equal((OperationStatus.Closed, 1), (closed.View.Operation.Status, closed.View.Operation.Links.Count));
        Assert.Contains(foreign + "{\"event\":\"completed\"", fixture.Disk.ReadText(log), StringComparison.Ordinal);
    }

    private void Append(string path, string text)
    {
        using IFile file = fixture.Disk.Open(path, OpenMode.Append);
        file.WriteFully(Encoding.UTF8.GetBytes(text), 0);
    }

    private async Task WriteAllAsync()
    {
        await fixture.StartAsync(new NewOperation
        {
            Id = Id,
            ProfileId = "architect",
            Action = "design::specify",
            Actor = "codex",
            RequestText = "Fix \"it\": ünï 🦊\n<b>",
            MissionId = "mission-1",
            WpId = "WP01",
            ModelId = "model-5",
            RunId = "run-1",
        });
        fixture.Clock.Advance(TimeSpan.FromSeconds(90));
        await fixture.CompleteAsync(Id, new OperationCompletion
        {
            Outcome = OperationOutcome.Failed,
            Evidence = OperationFixture.Project + "/docs/proof.md",
            Links = new OperationLinks { Artifacts = [OperationFixture.Project + "/src/a.cs", "/elsewhere/b.cs", "https://example.com//x/../y"], Commit = "0123abc" },
        });
        fixture.Clock.Advance(TimeSpan.FromSeconds(1));
        await fixture.LinkAsync(Id, "later.md");
    }

    /// <summary>A clock in whose first tick something else happens.</summary>
    private sealed class MeddlingClock(Action meddle) : TimeProvider
    {
        private bool isDone;

        public override DateTimeOffset GetUtcNow()
        {
            if (!isDone)
            {
                isDone = true;
                meddle();
            }

            return new DateTimeOffset(2026, 11, 1, 12, 0, 0, TimeSpan.Zero);
        }
    }
}
