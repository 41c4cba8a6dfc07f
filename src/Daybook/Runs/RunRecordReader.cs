using System.Text;
using System.Text.Json;

namespace Daybook.Runs;

/// <summary>Reads the record of a run from the object that <see cref="RunJson.WriteRecord"/> writes.</summary>
public static class RunRecordReader
{
    private static readonly HashSet<string> Known = new(StringComparer.Ordinal)
    {
        "run_id", "parent_run_id", "project_id", "task_id", "agent_type", "agent", "pid", "pgid", "start_time", "end_time", "exit_code", "status",
        "previous_run_id", "agent_version", "cwd", "commandline", "error_summary", "hostname", "boot_id", "pid_namespace", "pid_start_time",
        "supervisor_pid", "supervisor_start_time", "version", "process_ownership", "prompt_path", "output_path", "stdout_path", "stderr_path",
    };

    /// <summary>Reads it. Members that this version does not know are kept as text.</summary>
    /// <exception cref="JsonException">A member is missing, or none of the right type.</exception>
    public static RunRecord Read(JsonElement json)
    {
        string word = Required(json, "status");
        RunStatus? status = RunStatusName.Parse(word);
        return new RunRecord
        {
            RunId = Required(json, "run_id"),
            ProjectId = Required(json, "project_id"),
            TaskId = Required(json, "task_id"),
            ParentRunId = Text(json, "parent_run_id"),
            // The name that the other system has for it, which counts in a file too.
            AgentType = Text(json, "agent") ?? Text(json, "agent_type"),
            Pid = SmallNumber(json, "pid") ?? 0,
            Pgid = SmallNumber(json, "pgid") ?? 0,
            StartTime = Time(json, "start_time"),
            EndTime = Time(json, "end_time"),
            ExitCode = SmallNumber(json, "exit_code"),
            Status = status ?? RunStatus.Unknown,
            StatusWord = status is null or RunStatus.Unknown ? word : null,
            PreviousRunId = Text(json, "previous_run_id"),
            AgentVersion = Text(json, "agent_version"),
            Cwd = Text(json, "cwd"),
            CommandLine = Text(json, "commandline"),
            ErrorSummary = Text(json, "error_summary"),
            HostName = Text(json, "hostname"),
            BootId = Text(json, "boot_id"),
            PidNamespace = Text(json, "pid_namespace"),
            PidStartTime = Number(json, "pid_start_time"),
            SupervisorPid = SmallNumber(json, "supervisor_pid"),
            SupervisorStartTime = Number(json, "supervisor_start_time"),
            Version = SmallNumber(json, "version"),
            ProcessOwnership = Text(json, "process_ownership"),
            PromptPath = Text(json, "prompt_path"),
            OutputPath = Text(json, "output_path"),
            StdoutPath = Text(json, "stdout_path"),
            StderrPath = Text(json, "stderr_path"),
            Extra = json.EnumerateObject().Where(static member => !Known.Contains(member.Name)).ToDictionary(
                static member => member.Name,
                static member => member.Value.ValueKind == JsonValueKind.String ? member.Value.GetString() ?? "" : member.Value.GetRawText(),
                StringComparer.Ordinal),
        };
    }

    private static string Required(JsonElement json, string name) => Text(json, name) ?? throw new JsonException($"it has no {name}");

    private static string? Text(JsonElement json, string name) => !json.TryGetProperty(name, out JsonElement text) ? null
        : text.ValueKind == JsonValueKind.String ? text.GetString()
        : throw new JsonException($"{name} is no text");

    private static long? Number(JsonElement json, string name) => !json.TryGetProperty(name, out JsonElement number) ? null
        : number.ValueKind == JsonValueKind.Number && number.TryGetInt64(out long value) ? value
        : throw new JsonException($"{name} is no whole number");

    private static int? SmallNumber(JsonElement json, string name) => Number(json, name) is not { } number ? null
        : number is >= int.MinValue and <= int.MaxValue ? (int)number
        : throw new JsonException($"{name} is no whole number of 32 bits");

    private static DateTimeOffset? Time(JsonElement json, string name) => Text(json, name) is not { } text ? null
        : UtcTime.Parse(Encoding.UTF8.GetBytes(text)) ?? throw new JsonException($"{name} is no time");
}
