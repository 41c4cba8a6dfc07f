using System.Globalization;
using Daybook.Cli.Output;
using Daybook.Runs;

namespace Daybook.Cli.Commands.Runs;

/// <summary>Shows runs to people.</summary>
internal static class RunText
{
    private const int StateWidth = 12;

    /// <summary>Two lines: how it stands, and where it belongs.</summary>
    public static void WriteBrief(ILineWriter text, RunView view)
    {
        text.WriteLine(State(view), new Piece(view.Run.RunId, Tone.Strong), "  ", view.Run.AgentType ?? "", Ending(view));
        text.WriteLine(new Piece($"  {string.Join("  ", Details(view))}", Tone.Faint));
    }

    /// <summary>A run and those below it, indented by their level.</summary>
    public static void WriteInTree(ILineWriter text, RunNode node, int level, string mark)
    {
        text.WriteLine(new string(' ', level * 2), mark, State(node.Run), new Piece(node.Run.Run.RunId, Tone.Strong), "  ", node.Run.Run.AgentType ?? "", Ending(node.Run));
        foreach (RunNode older in node.Previous)
        {
            WriteInTree(text, older, level + 1, "restarted: ");
        }

        foreach (RunNode child in node.Children)
        {
            WriteInTree(text, child, level + 1, "");
        }
    }

    /// <summary>Everything, one field after the other.</summary>
    public static void WriteAll(ILineWriter text, RunView view)
    {
        RunRecord run = view.Run;
        FieldText.Write(text, "run_id", run.RunId);
        FieldText.Write(text, "state", RunStatusName.Of(view.State));
        FieldText.Write(text, "live_child", Number(view.LiveChild));
        FieldText.Write(text, "exit_code", Number(run.ExitCode));
        FieldText.Write(text, "error_summary", run.ErrorSummary);
        FieldText.Write(text, "project_id", run.ProjectId);
        FieldText.Write(text, "task_id", run.TaskId);
        FieldText.Write(text, "agent_type", run.AgentType);
        FieldText.Write(text, "agent_version", run.AgentVersion);
        FieldText.Write(text, "parent_run_id", run.ParentRunId);
        FieldText.Write(text, "previous_run_id", run.PreviousRunId);
        FieldText.Write(text, "start_time", TimeText.Exact(run.StartTime));
        FieldText.Write(text, "end_time", TimeText.Exact(run.EndTime));
        FieldText.Write(text, "status", run.StatusWord ?? RunStatusName.Of(run.Status));
        FieldText.Write(text, "pid", Number(run.Pid));
        FieldText.Write(text, "pgid", Number(run.Pgid));
        FieldText.Write(text, "supervisor_pid", Number(run.SupervisorPid));
        FieldText.Write(text, "hostname", run.HostName);
        FieldText.Write(text, "cwd", run.Cwd);
        FieldText.Write(text, "commandline", run.CommandLine);
        foreach ((string name, string value) in run.Extra)
        {
            FieldText.Write(text, name, value);
        }

        FieldText.Write(text, "path", view.Path);
    }

    private static Piece State(RunView view) => new(RunStatusName.Of(view.State).PadRight(StateWidth), view.State switch
    {
        RunStatus.Completed => Tone.Good,
        RunStatus.Failed or RunStatus.Interrupted => Tone.Bad,
        RunStatus.Unknown => Tone.Warning,
        _ => Tone.Plain,
    });

    private static string Ending(RunView view) =>
        view.LiveChild is { } child ? $"  process {Number(child)} still lives"
        : view.Run.ErrorSummary is { Length: > 0 } summary ? $"  {TerminalText.OneLine(summary)}"
        : "";

    private static IEnumerable<string> Details(RunView view)
    {
        yield return TimeText.Second(view.Run.StartTime) ?? "no start";
        if (view.Run.EndTime is { } end && view.Run.StartTime is { } start)
        {
            yield return $"{Math.Max(0, (end - start).TotalSeconds).ToString("0.0", CultureInfo.InvariantCulture)} s";
        }

        yield return $"{view.Run.ProjectId}/{view.Run.TaskId}";
    }

    private static string? Number(long? number) => number?.ToString(CultureInfo.InvariantCulture);
}
