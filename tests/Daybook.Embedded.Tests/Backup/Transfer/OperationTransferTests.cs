using System.Text;
using System.Text.Json.Nodes;
using Daybook.Backup;
using Daybook.Embedded.Tests.Operations;
using Daybook.Errors;
using Daybook.Testing.Disk;
using Xunit;

namespace Daybook.Embedded.Tests.Backup.Transfer;

/// <summary>Operations that leave one store and come into another.</summary>
public sealed class OperationTransferTests
{
    private const string Id = OperationFixture.Id;
    private const string Other = "01KTK4DFAS04MCX5GP1W2R6NEQ";
    private const string Lifecycle = OperationFixture.Folder + "/lifecycle.jsonl";

    private const string Started =
        $$"""{"event":"started","invocation_id":"{{Id}}","profile_id":"pedro","action":"generate","request_text":"do it","actor":"codex","mode_of_work":"task_execution","started_at":"2026-11-01T12:00:00Z","future_field":{"deep":[1,2.50] } }""";

    private const string Checked = $$"""{"event":"glossary_checked","invocation_id":"{{Id}}","terms":["wal",null],"at":"2026-11-01T12:01:00Z"}""";

    private const string Completed =
        $$"""{"event":"completed","invocation_id":"{{Id}}","completed_at":"2026-11-01T12:02:00Z","outcome":"done","closed_by":"agent","score":0.5}""";

    private const string Key = "ghp_a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8";

    private readonly SimulatedFileSystem target = TestStores.NewDisk();

    [Fact]
    public async Task What_this_version_does_not_know_comes_along()
    {
        SimulatedFileSystem source = TestStores.NewDisk();
        source.PlantFile(OperationFixture.LogOf(Id), $"{Checked}\n{Started}\n{Completed}\n");
        string line = Assert.Single(await Transfers.ExportAsync(source));

        Assert.Equal(ImportedRecord.Imported, Transfers.Action(await Transfers.ImportAsync(target, line)));

        Assert.Equal(line, Assert.Single(await Transfers.ExportAsync(target)));
        string[] stored = Log();
        Assert.Equal(3, stored.Length);
        foreach (string told in new[] { Started, Checked, Completed })
        {
            JsonNode expected = JsonNode.Parse(told)!;
            JsonNode found = Assert.Single(stored.Select(static text => JsonNode.Parse(text)!), one => (string?)one["event"] == (string?)expected["event"]);
            foreach (string name in new[] { "future_field", "terms", "score" }.Where(name => expected[name] is not null))
            {
                Assert.Equal(expected[name]!.ToJsonString(), found[name]?.ToJsonString());
            }
        }

        Assert.Equal(ImportedRecord.Unchanged, Transfers.Action(await Transfers.ImportAsync(target, line)));
        Assert.Equal(ImportedRecord.Unchanged, Transfers.Action(await Transfers.ImportAsync(source, line)));
    }

    [Fact]
    public async Task An_operation_of_which_only_unknown_events_are_left_comes_along()
    {
        SimulatedFileSystem source = TestStores.NewDisk();
        source.PlantFile(OperationFixture.LogOf(Id), Checked + "\n{\"event\":\"without_an_id\"}\n");
        string line = Assert.Single(await Transfers.ExportAsync(source));

        await Transfers.ImportAsync(target, line);

        Assert.Equal(line, Assert.Single(await Transfers.ExportAsync(target)));
    }

    [Fact]
    public async Task A_log_that_says_nothing_is_a_problem_of_the_export()
    {
        SimulatedFileSystem source = TestStores.NewDisk();
        source.PlantFile(OperationFixture.LogOf(Id), "");
        var problems = new ProblemList();

        Assert.Empty(await Transfers.ExportAsync(source, problems));

        Assert.Contains(Id, Assert.Single(problems.Items).Path, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("glossary_checked")]
    [InlineData("completed")]
    public async Task An_event_of_another_operation_is_refused_by_its_id(string name)
    {
        string line = Line(Started, $$"""{"event":"{{name}}","invocation_id":"{{Other}}"}""");

        InvalidInputException refused = await Assert.ThrowsAsync<InvalidInputException>(() => Transfers.ImportAsync(target, line));

        Assert.Contains($"is one of operation {Other}", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Secrets_are_made_unreadable_before_they_are_written_and_told()
    {
        string line = Line(
            Started.Replace("do it", $"use {Key} now", StringComparison.Ordinal).Replace("[1,2.50]", $"\"{Key}\"", StringComparison.Ordinal),
            Checked.Replace("wal", Key, StringComparison.Ordinal),
            Completed.Replace("\"score\":0.5", $"\"evidence_ref\":\"{Key}\"", StringComparison.Ordinal),
            $$"""{"event":"artifact_link","invocation_id":"{{Id}}","kind":"artifact","ref":"out/{{Key}}.txt"}""");

        ImportedRecord imported = Assert.Single(await Transfers.ImportAsync(target, line));

        Assert.Equal(5, imported.Redacted);
        string log = string.Join('\n', Log());
        Assert.DoesNotContain(Key, log, StringComparison.Ordinal);
        Assert.Equal(5, log.Split("[REDACTED:").Length - 1);
        Assert.Equal((ImportedRecord.Unchanged, 0), Assert.Single(await Transfers.ImportAsync(target, line)) is var again ? (again.Action, again.Redacted) : default);
    }

    [Fact]
    public async Task A_secret_in_an_id_is_refused_and_one_that_is_allowed_stays()
    {
        string line = Line(Started.Replace("\"future_field\"", $"\"mission_id\":\"{Key}\",\"future_field\"", StringComparison.Ordinal));
        InvalidInputException refused = await Assert.ThrowsAsync<InvalidInputException>(() => Transfers.ImportAsync(target, line));
        string fingerprint = refused.Hint!.Split("--allow-secret ")[1].Split(' ')[0];

        await Transfers.DoAsync(target, store => store.CreateTransfer([fingerprint]).ImportAsync(Encoding.UTF8.GetBytes(line), isDryRun: false, TestContext.Current.CancellationToken));

        Assert.Contains(Key, string.Join('\n', Log()), StringComparison.Ordinal);
        Assert.Equal(ImportedRecord.Unchanged, Transfers.Action(await Transfers.ImportAsync(target, await Transfers.ExportAsync(target))));
    }

    [Fact]
    public async Task One_of_a_mission_has_its_lifecycle_lines_once()
    {
        var source = new OperationFixture();
        await source.StartAsync(OperationFixture.New with { Id = Id, MissionId = "m-1" });
        await source.CompleteAsync(Id);
        string[] lines = await Transfers.ExportAsync(source.Disk);

        await Transfers.ImportAsync(target, lines);
        await Transfers.ImportAsync(target, lines);

        Assert.Equal(
            source.Disk.ReadText(Lifecycle),
            target.ReadText(Lifecycle));
        Assert.DoesNotContain(await new OperationFixture(target).ExamineAsync(), static finding => finding.Problem == "missing_lifecycle");
    }

    [Fact]
    public async Task Lifecycle_lines_that_outlived_their_log_are_not_written_twice()
    {
        var source = new OperationFixture();
        await source.StartAsync(OperationFixture.New with { Id = Id, MissionId = "m-1" });
        await source.CompleteAsync(Id);
        string[] lines = await Transfers.ExportAsync(source.Disk);
        string before = source.Disk.ReadText(Lifecycle);
        source.Disk.Delete(OperationFixture.LogOf(Id));

        await Transfers.ImportAsync(source.Disk, lines);

        Assert.Equal(before, source.Disk.ReadText(Lifecycle));
    }

    private static string Line(params string[] events) =>
        $$$"""{"kind":"operations","record":{"invocation_id":"{{{Id}}}","events":[{{{string.Join(',', events)}}}]}}""";

    private string[] Log() =>
        target.ReadText(OperationFixture.LogOf(Id)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
