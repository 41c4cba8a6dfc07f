using System.Globalization;
using System.Text;
using Daybook.Runs;

namespace Daybook.Embedded.Runs;

/// <summary>
/// <c>cwd.txt</c>, the record of a run in the first shape of the founding system: <c>KEY=VALUE</c> on each line. It is read, and never
/// written. Without an exit code nobody noted the end.
/// </summary>
internal static class CwdFile
{
    /// <summary>Reads one.</summary>
    /// <param name="content">The file.</param>
    /// <param name="modified">When it was written last: an end was noted then.</param>
    /// <param name="entry">Where it stands.</param>
    /// <exception cref="YamlFault">It holds no record, and where.</exception>
    internal static RunRecord Read(ReadOnlySpan<byte> content, DateTimeOffset modified, RunEntry entry)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        string[] lines = Encoding.UTF8.GetString(content.StartsWith("\uFEFF"u8) ? content[3..] : content).Split('\n');
        for (int index = 0; index < lines.Length; index++)
        {
            int equals = lines[index].IndexOf('=', StringComparison.Ordinal);
            if (equals > 0)
            {
                values.TryAdd(lines[index][..equals].Trim(), lines[index][(equals + 1)..].TrimEnd('\r'));
            }
            else if (!string.IsNullOrWhiteSpace(lines[index]))
            {
                throw new YamlFault(index + 1, "it is no field: a name, an equals sign and a value");
            }
        }

        if (!values.ContainsKey("RUN_ID") && !values.ContainsKey("PID"))
        {
            throw new YamlFault(1, "it holds no field of a run");
        }

        int? exitCode = Number(values, "EXIT_CODE", lines);
        return new RunRecord
        {
            RunId = entry.RunId,
            ProjectId = entry.ProjectId,
            TaskId = entry.TaskId,
            AgentType = values.GetValueOrDefault("AGENT"),
            Pid = Number(values, "PID", lines) ?? 0,
            Pgid = 0,
            StartTime = RunId.TimeOf(entry.RunId, out _) ?? (values.TryGetValue("RUN_ID", out string? id) ? RunId.TimeOf(id, out _) : null),
            EndTime = exitCode is null ? null : modified,
            ExitCode = exitCode,
            Status = exitCode switch { null => RunStatus.Running, 0 => RunStatus.Completed, _ => RunStatus.Failed },
            Cwd = values.GetValueOrDefault("CWD"),
            CommandLine = values.GetValueOrDefault("CMD"),
            PromptPath = values.GetValueOrDefault("PROMPT"),
            StdoutPath = values.GetValueOrDefault("STDOUT"),
            StderrPath = values.GetValueOrDefault("STDERR"),
        };
    }

    private static int? Number(Dictionary<string, string> values, string name, string[] lines)
    {
        if (!values.TryGetValue(name, out string? text) || text.Trim().Length == 0)
        {
            return null;
        }

        return int.TryParse(text.Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number)
            ? number
            : throw new YamlFault(Array.FindIndex(lines, line => line.StartsWith(name, StringComparison.Ordinal)) + 1, $"{name} is no whole number");
    }
}
