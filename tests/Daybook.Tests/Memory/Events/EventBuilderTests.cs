using Daybook.Memory;
using Daybook.Memory.Events;
using Daybook.Testing;
using Xunit;

namespace Daybook.Tests.Memory.Events;

/// <summary>What is remembered of each founding type of event, and of one about which nothing is known.</summary>
public sealed class EventBuilderTests
{
    private static readonly DateTimeOffset At = new(2026, 2, 17, 1, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Every_type_of_event_has_the_approved_record()
    {
        MemoryEvent[] events =
        [
            new Incident { Repo = "acme/web", Level = "fatal", IssueId = "123", EventId = "ev1", ErrorType = "TimeoutError", File = "src/db.py", Issue = 7, Timestamp = At },
            new GovernorHold { Repo = "acme/web", Sha = "abc1234def5678", Reason = "high_risk_no_approval", RiskClass = "HIGH" },
            new DeployFailure { Repo = "acme/web", Sha = "abc1234def5678", Conclusion = "failure", FailureType = "deploy:health-check-failed", Url = "https://github.com/acme/web/actions/runs/1" },
            new DeployFailure { Repo = "acme/web", Sha = "abc1234def5678", Conclusion = "cancelled", Url = "https://github.com/acme/web/actions/runs/2" },
            new SecurityBlock { Repo = "acme/web", Sha = "abc1234def5678", PrNumber = 42, Trigger = "permission_drift", Title = "Security ESCALATED", Summary = "Paths that triggered escalation", Paths = [".github/workflows/deploy.yml"] },
            new SecurityBlock { Repo = "acme/web", Sha = "abc1234def5678", PrNumber = 42, Trigger = "secret", Title = "Security FAILED", Summary = "Secret detected", Paths = ["src/a.py"] },
            new VerifierCluster { Repo = "acme/web", Sha = "abc1234def5678", PrNumber = 42, FailureType = "import", Summary = "Import errors", Paths = ["src/b.py", "src/a.py"] },
            new VerifierCluster { Repo = "acme/web", Sha = "abc1234def5678", PrNumber = 42, FailureType = "install", Summary = "Install failed" },
            new Revert { Repo = "acme/web", Sha = "fff0000", RevertedSha = "abc1234def5678" },
        ];
        Snapshot.Match(string.Concat(events.Select(happened => MemoryRecords.TextOf(happened.ToRecord()) + "\n")), "jsonl");
    }

    [Fact]
    public void Missing_fields_are_tolerated()
    {
        MemoryEvent[] events = [new Incident(), new GovernorHold(), new DeployFailure(), new SecurityBlock(), new VerifierCluster(), new Revert()];
        Snapshot.Match(string.Concat(events.Select(happened => MemoryRecords.TextOf(happened.ToRecord()) + "\n")), "jsonl");
        Assert.All(events, happened => MemoryRules.Validate(happened.ToRecord()));
    }

    [Theory]
    [InlineData("group", "42", "app.views", "group")]
    [InlineData(" ", "42", "app.views", "42")]
    [InlineData(null, "", "app.views", "app.views")]
    [InlineData(null, null, null, "")]
    public void An_incident_is_known_by_its_fingerprint_else_its_issue_else_its_culprit(string? fingerprint, string? issue, string? culprit, string known)
    {
        var incident = new Incident { Fingerprint = fingerprint, IssueId = issue, Culprit = culprit };
        Assert.Equal(known, incident.ToRecord().Fingerprint);
    }

    [Fact]
    public void A_long_culprit_is_cut_between_characters()
    {
        var incident = new Incident { Culprit = new string('a', 199) + "\U0001F980" };
        Assert.Equal(new string('a', 199), incident.ToRecord().Fingerprint);
    }

    [Fact]
    public void Trap_5_a_failure_and_a_later_cancellation_of_one_commit_are_two_events()
    {
        var failure = new DeployFailure { Repo = "acme/web", Sha = "abc1234" };
        Assert.NotEqual(DedupKey.Of(failure.ToRecord()), DedupKey.Of((failure with { Conclusion = "cancelled" }).ToRecord()));
    }

    [Fact]
    public void Trap_7_a_foreign_severity_is_stored_as_said_and_ranked_on_the_scale()
    {
        Assert.Equal("warning", new Incident { Level = "warning" }.ToRecord().Severity);
        Assert.Equal(Severity.Critical, SeverityScale.Parse(new Incident { Level = "fatal" }.ToRecord().Severity));
        Assert.Equal(Severity.High, SeverityScale.Parse(new Incident().ToRecord().Severity));
    }

    [Theory]
    [InlineData("HIGH", "high")]
    [InlineData("high ", "high")]
    [InlineData("MEDIUM", "medium")]
    [InlineData(null, "medium")]
    public void A_hold_is_as_grave_as_its_risk(string? risk, string severity) =>
        Assert.Equal(severity, new GovernorHold { RiskClass = risk }.ToRecord().Severity);

    [Theory]
    [InlineData("secret", "high")]
    [InlineData("vulnerability", "high")]
    [InlineData("permission_drift", "medium")]
    public void A_block_is_as_grave_as_what_triggered_it(string trigger, string severity) =>
        Assert.Equal(severity, new SecurityBlock { Trigger = trigger }.ToRecord().Severity);

    [Fact]
    public void Trap_6_failures_of_the_same_files_in_another_spelling_have_one_fingerprint()
    {
        var failure = new VerifierCluster { FailureType = "test", Paths = ["src/a.py"] };
        Assert.Equal(failure.ToRecord().Fingerprint, (failure with { Paths = ["./src/a.py"] }).ToRecord().Fingerprint);
    }

    [Fact]
    public void The_title_of_a_cluster_is_the_start_of_its_summary()
    {
        var failure = new VerifierCluster { FailureType = "test", Summary = new string('a', 300) };
        Assert.Equal((200, 300), (failure.ToRecord().Title?.Length, failure.ToRecord().Summary?.Length));
        Assert.Equal("Verifier test failed", (failure with { Summary = null }).ToRecord().Title);
    }

    [Fact]
    public void Several_commits_that_one_commit_takes_back_are_several_events()
    {
        var revert = new Revert { Sha = "fff0000", RevertedSha = "abc1234def" };
        Assert.Equal("fff0000", revert.ToRecord().Fingerprint);
        Assert.Equal("fff0000:abc1234", (revert with { IsFurther = true }).ToRecord().Fingerprint);
    }
}
