using System.Text;
using Daybook.Embedded.Runs;
using Daybook.Errors;
using Daybook.Runs;
using Daybook.Testing;
using Xunit;

namespace Daybook.Embedded.Tests.Runs;

/// <summary>What run-info.yaml says, in every shape that it ever had.</summary>
public sealed class RunDocumentTests
{
    private static readonly RunEntry Entry = new(new TaskFolder("web", "task-1", "/runs/web/task-1/runs"), "run-1");

    private static readonly RunRecord Full = new()
    {
        RunId = "20261101-1200001234-4711-0",
        ParentRunId = "20261101-1159000000-1-0",
        ProjectId = "web",
        TaskId = "task-1",
        AgentType = "codex",
        Pid = 900,
        Pgid = 900,
        StartTime = new DateTimeOffset(2026, 11, 1, 12, 0, 0, TimeSpan.Zero).AddTicks(1_234_567),
        EndTime = new DateTimeOffset(2026, 11, 1, 12, 0, 5, TimeSpan.Zero),
        ExitCode = 0,
        Status = RunStatus.Completed,
        PreviousRunId = "no",
        AgentVersion = "1.0",
        Cwd = "/home/user/my project",
        CommandLine = "codex --prompt \"a: b\" # 1",
        ErrorSummary = "none",
        HostName = "host",
        BootId = "0123-45",
        PidNamespace = "pid:[4026531836]",
        PidStartTime = 123456,
        SupervisorPid = 4711,
        SupervisorStartTime = 123450,
    };

    [Fact]
    public void A_full_record_has_the_approved_form()
    {
        Snapshot.Match(Encode(RunDocument.New(Full), Full, RunShape.Own), "yaml");
    }

    [Fact]
    public void In_an_adopted_folder_it_has_the_form_of_the_other_system()
    {
        RunRecord running = Full with { EndTime = null, ExitCode = null, Status = RunStatus.Running, ErrorSummary = null };
        Snapshot.Match(Encode(RunDocument.New(running), running, RunShape.RunAgent), "yaml");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Every_field_comes_back(bool isAdopted)
    {
        RunShape shape = isAdopted ? RunShape.RunAgent : RunShape.Own;
        foreach (RunRecord run in new[] { Full, Full with { EndTime = null, ExitCode = null, Status = RunStatus.Running }, Full with { ExitCode = 137, Status = RunStatus.Failed } })
        {
            RunRecord back = Parse(Encode(RunDocument.New(run), run, shape)).Record;
            Assert.Equal(run with { RunId = Entry.RunId, Version = isAdopted ? 1 : null, Extra = back.Extra }, back);
        }
    }

    [Fact]
    public void Both_names_of_the_agent_and_the_zeros_of_what_is_not_known_are_understood()
    {
        RunRecord run = Parse("""
            version: 0
            run_id: run-1   # a comment
            parent_run_id: ""
            agent: gemini
            status: running
            start_time: 2026-02-05T10:30:45.123456789Z
            end_time: 0001-01-01T00:00:00Z
            exit_code: -1
            """).Record;
        Assert.Equal(("gemini", RunStatus.Running, null, null, null), (run.AgentType, run.Status, run.EndTime, run.ExitCode, run.ParentRunId));
        Assert.Equal("claude", Parse("run_id: run-1\nagent_type: claude\nstatus: completed").Record.AgentType);
    }

    [Fact]
    public void What_is_left_out_is_taken_from_the_place_and_a_blank_status_is_unknown()
    {
        RunRecord run = Parse("pid: 12\nstatus:\n").Record;
        Assert.Equal(("run-1", "web", "task-1", RunStatus.Unknown), (run.RunId, run.ProjectId, run.TaskId, run.Status));
    }

    [Fact]
    public void A_rewrite_keeps_every_field_and_what_nobody_changed_as_it_was()
    {
        const string Theirs = """
            run_id: run-1
            agent_type: codex
            status: paused
            start_time: 2026-02-05T10:30:45.123456789Z
            pid: 7
            restart_count: 0
            labels:
              - a
              - b: "c"
            note: 'it''s'
            parent_run_id: ""
            error_summary: ""

            """;
        RunDocument document = Parse(Theirs);
        Assert.Equal("0", document.Record.Extra["restart_count"]);
        Snapshot.Match(Encode(document, document.Record with { Pgid = 9 }, RunShape.Own), "yaml");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_rewrite_keeps_both_names_of_the_agent_and_what_each_of_them_tells(bool isAdopted)
    {
        RunShape shape = isAdopted ? RunShape.RunAgent : RunShape.Own;
        RunDocument document = Parse("run_id: run-1\nagent_type: claude\nstatus: running\nagent: codex\n");
        string finished = Encode(document, document.Record with { Status = RunStatus.Completed, ExitCode = 0 }, shape);
        Assert.Contains("agent_type: claude\n", finished, StringComparison.Ordinal);
        Assert.Contains("agent: codex\n", finished, StringComparison.Ordinal);
        string changed = Encode(document, document.Record with { AgentType = "gemini" }, shape);
        Assert.Contains("agent_type: gemini\n", changed, StringComparison.Ordinal);
        Assert.Equal("gemini", Parse(changed).Record.AgentType);
    }

    [Fact]
    public void A_newer_version_is_refused_by_name()
    {
        NewerFormatException newer = Assert.Throws<NewerFormatException>(() => Parse("version: 2\nrun_id: run-1\n"));
        Assert.Equal((2, 1, Entry.File), (newer.Found, newer.Supported, newer.Path));
    }

    [Theory]
    [InlineData("", 1, "empty")]
    [InlineData("foo: bar", 1, "no field of a run")]
    [InlineData("run_id: a\n", 1, "it ends without status")]
    [InlineData("run_id: a\nproject_id: web\nagent: codex\nnote: |\n  long\nstart_time: 2026-02-05T10:30:45Z\n", 6, "it ends without status")]
    [InlineData("run_id: a\npid: x", 2, "pid is no whole number")]
    [InlineData("run_id: a\npid: 99999999999", 2, "pid is out of range")]
    [InlineData("run_id: a\nstart_time: yesterday", 2, "start_time is no time")]
    [InlineData("run_id: a\nstatus: [x]", 2, "status is a list")]
    [InlineData("run_id: a\nversion: one", 2, "version is no whole number")]
    [InlineData("# first\nrun_id: a\n\n# second\nrun_id: b\n", 5, "run_id stands in it twice")]
    public void What_is_no_record_is_refused_with_its_line(string text, long line, string reason)
    {
        YamlFault fault = Assert.Throws<YamlFault>(() => Parse(text));
        Assert.Equal(line, fault.Line);
        Assert.Contains(reason, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_record_of_which_only_the_first_lines_are_left_is_refused_wherever_it_was_cut_before_its_status()
    {
        RunRecord run = new() { RunId = "run-1", ProjectId = "web", TaskId = "task-1", AgentType = "codex", Pid = 7, Pgid = 7, StartTime = DateTimeOffset.UnixEpoch, Status = RunStatus.Running };
        foreach (RunShape shape in new[] { RunShape.Own, RunShape.RunAgent })
        {
            string[] lines = Encode(RunDocument.New(run), run, shape).Split('\n');
            int status = Array.FindIndex(lines, static line => line.StartsWith("status:", StringComparison.Ordinal));
            for (int left = 1; left <= status; left++)
            {
                YamlFault fault = Assert.Throws<YamlFault>(() => Parse(string.Join('\n', lines[..left]) + "\n"));
                Assert.True(fault.Line >= 1 && fault.Line <= left);
            }

            Assert.Equal(RunStatus.Running, Parse(string.Join('\n', lines[..(status + 1)]) + "\n").Record.Status);
        }
    }

    private static RunDocument Parse(string text) => RunDocument.Parse(Encoding.UTF8.GetBytes(text), Entry);

    private static string Encode(RunDocument document, RunRecord changed, RunShape shape) => Encoding.UTF8.GetString(document.Encode(changed, shape));
}
