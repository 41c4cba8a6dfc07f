using System.Globalization;
using Daybook.Errors;
using Daybook.Runs;

namespace Daybook.Embedded.Runs;

/// <summary>The content of a <c>run-info.yaml</c>: the record, and the fields as they stand in the file.</summary>
/// <param name="Record">What it says.</param>
/// <param name="Fields">How it says it; empty for a record that has no file yet.</param>
internal sealed record RunDocument(RunRecord Record, OrderedDictionary<string, YamlValue> Fields)
{
    private static readonly string[] Essential = [RunField.RunId, RunField.ProjectId, RunField.TaskId, RunField.StartTime, RunField.Status, RunField.Pid];

    /// <summary>Whether it was read from a file that is never written.</summary>
    internal bool IsLegacy { get; init; }

    /// <summary>A record that has no file yet.</summary>
    internal static RunDocument New(RunRecord record) => new(record, new(StringComparer.Ordinal));

    /// <summary>Reads a file. What it leaves out of its ids is taken from its place.</summary>
    /// <exception cref="YamlFault">It cannot be understood, and where.</exception>
    /// <exception cref="NewerFormatException">A newer version wrote it.</exception>
    internal static RunDocument Parse(ReadOnlySpan<byte> content, RunEntry entry)
    {
        OrderedDictionary<string, YamlValue> fields = YamlReader.Read(content);
        var read = new FieldReading(fields);
        if (read.Number(RunField.Version) is { } version && version > RunShape.VersionSupported)
        {
            throw new NewerFormatException(entry.File, version, RunShape.VersionSupported);
        }

        if (!Essential.Any(fields.ContainsKey))
        {
            throw new YamlFault(1, fields.Count == 0 ? "it is empty" : "it holds no field of a run");
        }

        string? word = read.Text(RunField.Status);
        RunStatus status = RunStatusName.Parse(word ?? "") ?? RunStatus.Unknown;
        int? exitCode = read.Integer(RunField.ExitCode);
        RunRecord record = new()
        {
            // The place decides: it is what the run is looked up by.
            RunId = entry.RunId,
            ProjectId = read.Text(RunField.ProjectId) ?? entry.ProjectId,
            TaskId = read.Text(RunField.TaskId) ?? entry.TaskId,
            ParentRunId = read.Text(RunField.ParentRunId),
            PreviousRunId = read.Text(RunField.PreviousRunId),
            AgentType = read.Text(RunField.Agent) ?? read.Text(RunField.AgentType),
            Pid = read.Integer(RunField.Pid) ?? 0,
            Pgid = read.Integer(RunField.Pgid) ?? 0,
            StartTime = read.Time(RunField.StartTime),
            EndTime = read.Time(RunField.EndTime),
            ExitCode = status is RunStatus.Running or RunStatus.Unknown && exitCode == RunLifecycle.ExitCodeUnseen ? null : exitCode,
            Status = status,
            StatusWord = status == RunStatus.Unknown ? word : null,
            AgentVersion = read.Text(RunField.AgentVersion),
            Cwd = read.Text(RunField.Cwd),
            CommandLine = read.Text(RunField.CommandLine),
            ErrorSummary = read.Text(RunField.ErrorSummary),
            HostName = read.Text(RunField.HostName),
            BootId = read.Text(RunField.BootId),
            PidNamespace = read.Text(RunField.PidNamespace),
            PidStartTime = read.Number(RunField.PidStartTime),
            SupervisorPid = read.Integer(RunField.SupervisorPid),
            SupervisorStartTime = read.Number(RunField.SupervisorStartTime),
            Version = read.Integer(RunField.Version),
            ProcessOwnership = read.Text(RunField.ProcessOwnership),
            PromptPath = read.Text(RunField.PromptPath),
            OutputPath = read.Text(RunField.OutputPath),
            StdoutPath = read.Text(RunField.StdoutPath),
            StderrPath = read.Text(RunField.StderrPath),
            Extra = Unknown(fields),
        };

        // Every system writes it, the founding plan as the last of its fields: a record without it was cut off. The others some leave out.
        return fields.ContainsKey(RunField.Status)
            ? new RunDocument(record, fields)
            : throw new YamlFault(fields.Values.Max(static value => value.Line), $"it ends without {RunField.Status}, which every record of a run has");
    }

    /// <summary>The bytes of the file once the record says something else. What the file had and nobody changed stands as it stood.</summary>
    internal byte[] Encode(RunRecord changed, RunShape shape)
    {
        var writer = new YamlWriter();
        foreach (string name in shape.Order)
        {
            WriteKnown(writer, name, changed, shape);
        }

        foreach ((string name, YamlValue value) in Fields)
        {
            if (!RunField.Known.Contains(name))
            {
                writer.WriteSource(name, value.Source);
            }
            else if (!shape.Order.Contains(name, StringComparer.Ordinal))
            {
                // The agent has a name in each shape, and a file of either may have both.
                WriteKnown(writer, name, changed, shape);
            }
        }

        foreach ((string name, string value) in changed.Extra)
        {
            if (!Fields.ContainsKey(name))
            {
                writer.Write(name, value);
            }
        }

        return writer.Encode();
    }

    private static Dictionary<string, string> Unknown(OrderedDictionary<string, YamlValue> fields)
    {
        var unknown = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach ((string name, YamlValue value) in fields)
        {
            if (!RunField.Known.Contains(name))
            {
                unknown[name] = value.Text ?? value.Source.Trim();
            }
        }

        return unknown;
    }

    private void WriteKnown(YamlWriter writer, string name, RunRecord run, RunShape shape)
    {
        switch (name)
        {
            case RunField.Version:
                WriteNumber(writer, name, shape.IsRunAgent ? RunShape.RunAgentVersion : run.Version);
                break;
            case RunField.RunId when Fields.TryGetValue(name, out YamlValue? told) && told.Text is not null:
                writer.WriteSource(name, told.Source);
                break;
            case RunField.AgentType or RunField.Agent when run.AgentType == Record.AgentType && Fields.TryGetValue(name, out YamlValue? agent) && agent.Text is { Length: > 0 }:
                // The two names may tell two things; what nobody changed stays under each.
                writer.WriteSource(name, agent.Source);
                break;
            case RunField.Pid:
                writer.Write(name, run.Pid);
                break;
            case RunField.Pgid:
                writer.Write(name, run.Pgid);
                break;
            case RunField.PidStartTime:
                WriteNumber(writer, name, run.PidStartTime);
                break;
            case RunField.SupervisorPid:
                WriteNumber(writer, name, run.SupervisorPid);
                break;
            case RunField.SupervisorStartTime:
                WriteNumber(writer, name, run.SupervisorStartTime);
                break;
            case RunField.StartTime:
                WriteTime(writer, name, run.StartTime, shape);
                break;
            case RunField.EndTime:
                WriteTime(writer, name, run.EndTime, shape);
                break;
            case RunField.ExitCode:
                WriteNumber(writer, name, run.ExitCode ?? (shape.IsRunAgent ? RunLifecycle.ExitCodeUnseen : null));
                break;
            case RunField.Status:
                writer.Write(name, run.StatusWord ?? RunStatusName.Of(run.Status));
                break;
            default:
                WriteText(writer, name, TextOf(name, run));
                break;
        }
    }

    private void WriteText(YamlWriter writer, string name, string? text)
    {
        if (text is { Length: > 0 })
        {
            writer.Write(name, text);
        }
        else if (Fields.ContainsKey(name))
        {
            writer.WriteSource(name, "\"\"");
        }
    }

    private void WriteTime(YamlWriter writer, string name, DateTimeOffset? time, RunShape shape)
    {
        bool isUnchanged = Fields.TryGetValue(name, out YamlValue? old) && old.Text is { } told && RunTime.TryRead(told, out DateTimeOffset? known) && known == time;
        if (isUnchanged && old is not null && (time is not null || shape.IsRunAgent))
        {
            // The file may tell it more finely than a tick.
            writer.WriteSource(name, old.Source);
        }
        else if (time is { } at)
        {
            writer.WriteSource(name, RunTime.Write(at, shape));
        }
        else if (shape.IsRunAgent)
        {
            writer.WriteSource(name, RunTime.Zero);
        }
    }

    private static void WriteNumber(YamlWriter writer, string name, long? number)
    {
        if (number is { } known)
        {
            writer.Write(name, known);
        }
    }

    private static string? TextOf(string name, RunRecord run) => name switch
    {
        RunField.RunId => run.RunId,
        RunField.ParentRunId => run.ParentRunId,
        RunField.PreviousRunId => run.PreviousRunId,
        RunField.ProjectId => run.ProjectId,
        RunField.TaskId => run.TaskId,
        RunField.AgentType or RunField.Agent => run.AgentType,
        RunField.ProcessOwnership => run.ProcessOwnership,
        RunField.Cwd => run.Cwd,
        RunField.PromptPath => run.PromptPath,
        RunField.OutputPath => run.OutputPath,
        RunField.StdoutPath => run.StdoutPath,
        RunField.StderrPath => run.StderrPath,
        RunField.CommandLine => run.CommandLine,
        RunField.ErrorSummary => run.ErrorSummary,
        RunField.AgentVersion => run.AgentVersion,
        RunField.HostName => run.HostName,
        RunField.BootId => run.BootId,
        RunField.PidNamespace => run.PidNamespace,
        _ => throw new ArgumentOutOfRangeException(nameof(name), name, "no field"),
    };

    /// <summary>Reads single fields, each by its type.</summary>
    private readonly struct FieldReading(OrderedDictionary<string, YamlValue> fields)
    {
        internal string? Text(string name)
        {
            if (!fields.TryGetValue(name, out YamlValue? value) || value.Text is not { Length: > 0 } text)
            {
                return value is { IsScalar: false } ? throw new YamlFault(value.Line, $"{name} is a list or map, and should be a text") : null;
            }

            return text;
        }

        internal long? Number(string name) => Text(name) is not { } text ? null
            : long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number) ? number
            : throw new YamlFault(fields[name].Line, $"{name} is no whole number");

        internal int? Integer(string name) => Number(name) is not { } number ? null
            : number is >= int.MinValue and <= int.MaxValue ? (int)number
            : throw new YamlFault(fields[name].Line, $"{name} is out of range");

        internal DateTimeOffset? Time(string name) => Text(name) is not { } text ? null
            : RunTime.TryRead(text, out DateTimeOffset? time) ? time
            : throw new YamlFault(fields[name].Line, $"{name} is no time");
    }
}
