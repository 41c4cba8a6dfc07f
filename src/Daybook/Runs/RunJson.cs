using System.Text.Json;

namespace Daybook.Runs;

/// <summary>The form of a run on the wire: the fields of <c>run-info.yaml</c> in their order, then <c>state</c>, <c>live_child</c> and <c>path</c>.</summary>
public static class RunJson
{
    /// <summary>Writes the members of a run into an object that is open.</summary>
    public static void WriteMembers(Utf8JsonWriter writer, RunView view)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(view);
        WriteRecord(writer, view.Run);
        writer.WriteString("state"u8, RunStatusName.Of(view.State));
        Number(writer, "live_child"u8, view.LiveChild);
        writer.WriteString("path"u8, view.Path);
    }

    /// <summary>Writes the members of a record alone, without what is found out about its processes.</summary>
    public static void WriteRecord(Utf8JsonWriter writer, RunRecord run)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(run);
        Text(writer, "run_id"u8, run.RunId);
        Text(writer, "parent_run_id"u8, run.ParentRunId);
        Text(writer, "project_id"u8, run.ProjectId);
        Text(writer, "task_id"u8, run.TaskId);
        Text(writer, "agent_type"u8, run.AgentType);
        writer.WriteNumber("pid"u8, run.Pid);
        writer.WriteNumber("pgid"u8, run.Pgid);
        Time(writer, "start_time"u8, run.StartTime);
        Time(writer, "end_time"u8, run.EndTime);
        Number(writer, "exit_code"u8, run.ExitCode);
        writer.WriteString("status"u8, run.StatusWord ?? RunStatusName.Of(run.Status));
        Text(writer, "previous_run_id"u8, run.PreviousRunId);
        Text(writer, "agent_version"u8, run.AgentVersion);
        Text(writer, "cwd"u8, run.Cwd);
        Text(writer, "commandline"u8, run.CommandLine);
        Text(writer, "error_summary"u8, run.ErrorSummary);
        Text(writer, "hostname"u8, run.HostName);
        Text(writer, "boot_id"u8, run.BootId);
        Text(writer, "pid_namespace"u8, run.PidNamespace);
        Number(writer, "pid_start_time"u8, run.PidStartTime);
        Number(writer, "supervisor_pid"u8, run.SupervisorPid);
        Number(writer, "supervisor_start_time"u8, run.SupervisorStartTime);
        Number(writer, "version"u8, run.Version);
        Text(writer, "process_ownership"u8, run.ProcessOwnership);
        Text(writer, "prompt_path"u8, run.PromptPath);
        Text(writer, "output_path"u8, run.OutputPath);
        Text(writer, "stdout_path"u8, run.StdoutPath);
        Text(writer, "stderr_path"u8, run.StderrPath);
        foreach ((string name, string value) in run.Extra.Where(static field => field.Key is not ("state" or "live_child" or "path" or "children" or "previous")))
        {
            writer.WriteString(name, value);
        }
    }

    /// <summary>Writes a run with the runs below it: <c>children</c>, and <c>previous</c> where it is a restart.</summary>
    public static void Write(Utf8JsonWriter writer, RunNode node)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(node);
        writer.WriteStartObject();
        WriteMembers(writer, node.Run);
        WriteAll(writer, "children"u8, node.Children);
        if (node.Previous.Count > 0)
        {
            WriteAll(writer, "previous"u8, node.Previous);
        }

        writer.WriteEndObject();
    }

    private static void WriteAll(Utf8JsonWriter writer, ReadOnlySpan<byte> name, IReadOnlyList<RunNode> nodes)
    {
        writer.WriteStartArray(name);
        foreach (RunNode node in nodes)
        {
            Write(writer, node);
        }

        writer.WriteEndArray();
    }

    private static void Text(Utf8JsonWriter writer, ReadOnlySpan<byte> name, string? text)
    {
        if (text is { Length: > 0 })
        {
            writer.WriteString(name, text);
        }
    }

    private static void Number(Utf8JsonWriter writer, ReadOnlySpan<byte> name, long? number)
    {
        if (number is { } value)
        {
            writer.WriteNumber(name, value);
        }
    }

    private static void Time(Utf8JsonWriter writer, ReadOnlySpan<byte> name, DateTimeOffset? time)
    {
        if (time is { } value)
        {
            Span<byte> utf8 = stackalloc byte[UtcTime.Length];
            UtcTime.Format(value, utf8);
            writer.WriteString(name, utf8);
        }
    }
}
