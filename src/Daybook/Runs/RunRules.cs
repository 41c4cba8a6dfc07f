using System.Text;
using Daybook.Errors;

namespace Daybook.Runs;

/// <summary>What a run may say; checked before anything is written.</summary>
public static class RunRules
{
    /// <summary>The longest text of one field, in UTF-8 bytes.</summary>
    public const int TextBytesMax = 256 << 10;

    /// <summary>The longest name of an agent, in characters.</summary>
    public const int AgentCharactersMax = 100;

    /// <summary>The devices that a file name means on Windows, whatever follows a dot in it.</summary>
    private static readonly HashSet<string> DeviceNames = new(StringComparer.OrdinalIgnoreCase)
    {
        "con", "prn", "aux", "nul",
        "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9",
        "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9",
    };

    /// <summary>
    /// Accepts the id of a project, task or run, or refuses it. It names a folder: beside what <see cref="RecordId"/> refuses, it must not
    /// begin with a dot, which marks folders that are no records, nor be the name of a device on any system.
    /// </summary>
    /// <exception cref="InvalidInputException">It cannot be one.</exception>
    public static void CheckId(string id, string what)
    {
        RecordId.Check(id, what);
        string? fault = id[0] == '.' ? "begins with a dot"
            : id[^1] is '.' or ' ' ? "ends with a dot or a space, which some systems drop"
            : DeviceNames.Contains(id.Split('.', 2)[0]) ? $"is '{id}', the name of a device on some systems"
            : null;
        if (fault is not null)
        {
            throw new InvalidInputException($"{what} {fault}") { Hint = "use letters, digits, '-' and '_'" };
        }
    }

    /// <summary>Refuses a new run that no store may hold.</summary>
    /// <exception cref="InvalidInputException">The message names the field.</exception>
    public static void Validate(NewRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        CheckId(run.ProjectId, "the project id");
        CheckId(run.TaskId, "the task id");
        CheckOptionalId(run.RunId, "the run id");
        CheckOptionalId(run.ParentRunId, "the parent run id");
        CheckOptionalId(run.PreviousRunId, "the previous run id");
        CheckAgent(run.AgentType);
        CheckText("cwd", run.Cwd);
        CheckText("commandline", run.CommandLine);
        CheckText("agent_version", run.AgentVersion);
        if (run.Pid < 0)
        {
            throw new InvalidInputException($"pid is {run.Pid}, which is no process") { Hint = "leave it out where it is not known" };
        }
    }

    /// <summary>Refuses an end that no store may hold.</summary>
    /// <exception cref="InvalidInputException">The message names the field.</exception>
    public static void Validate(RunFinish finish)
    {
        ArgumentNullException.ThrowIfNull(finish);
        if (finish.Status is not (RunStatus.Completed or RunStatus.Failed))
        {
            throw new InvalidInputException($"a run ends as completed or failed, not as {RunStatusName.Of(finish.Status)}");
        }

        CheckText("error_summary", finish.ErrorSummary);
    }

    /// <summary>Refuses a record that no store may hold, after a change.</summary>
    /// <exception cref="InvalidInputException">The message names the field.</exception>
    public static void Validate(RunRecord run)
    {
        ArgumentNullException.ThrowIfNull(run);
        foreach ((string field, string? text) in new[]
        {
            ("agent_type", run.AgentType), ("agent_version", run.AgentVersion), ("cwd", run.Cwd), ("commandline", run.CommandLine),
            ("error_summary", run.ErrorSummary), ("hostname", run.HostName), ("prompt_path", run.PromptPath), ("output_path", run.OutputPath),
            ("stdout_path", run.StdoutPath), ("stderr_path", run.StderrPath),
        })
        {
            CheckText(field, text);
        }
    }

    private static void CheckOptionalId(string? id, string what)
    {
        if (id is not null)
        {
            CheckId(id, what);
        }
    }

    private static void CheckAgent(string agent)
    {
        CheckText("agent", agent);
        if (string.IsNullOrWhiteSpace(agent) || agent.Any(char.IsControl))
        {
            throw new InvalidInputException("agent is blank or has a control character in it");
        }

        if (agent.Length > AgentCharactersMax)
        {
            throw new InvalidInputException($"agent has {agent.Length} characters; it may have {AgentCharactersMax}");
        }
    }

    private static void CheckText(string field, string? text)
    {
        if (text is null)
        {
            return;
        }

        if (WellFormedText.HasLoneSurrogate(text))
        {
            throw new InvalidInputException($"{field} contains half of a surrogate pair, which is not text");
        }

        int bytes = Encoding.UTF8.GetByteCount(text);
        if (bytes > TextBytesMax)
        {
            throw new InvalidInputException($"{field} has {bytes} bytes; it may have {TextBytesMax}");
        }
    }
}
