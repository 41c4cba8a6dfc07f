using System.CommandLine;
using System.Text;
using Daybook.Cli.Options;
using Daybook.Embedded;
using Daybook.Errors;
using Daybook.Runs;
using Daybook.Secrets;

namespace Daybook.Cli.Commands.Runs;

/// <summary>What <c>run exec</c> can be told, and what it takes for granted otherwise.</summary>
internal sealed class RunExecOptions
{
    private const string NoTask = "adhoc";
    private const int CommandLineCharactersMax = 4096;

    /// <summary>No timer of the base library runs much longer.</summary>
    private static readonly TimeSpan TimeoutMax = TimeSpan.FromDays(30);

    private readonly Option<string?> project = FieldOption.Text("--project", "id", "The project (default: the name of the folder)");
    private readonly Option<string?> task = FieldOption.Text("--task", "id", $"The task (default: {InheritedLinks.TaskVariable}, else {NoTask})");
    private readonly Option<string?> agent = FieldOption.Text("--agent", "name", "The agent (default: DAYBOOK_AGENT, else the program)");
    private readonly Option<string?> parent = FieldOption.Text("--parent", "run", "The run that starts it (default: DAYBOOK_RUN)");
    private readonly Option<string?> promptFile = FieldOption.Text("--prompt-file", "file", "Give this file to the program on stdin, and keep it as prompt.md");
    private readonly Option<bool> noCapture = new("--no-capture") { Description = "Leave all three streams and the terminal to the program, for interactive ones" };

    private readonly Option<TimeSpan?> timeout = new("--timeout")
    {
        Description = "End the program and all of its group after this time: SIGTERM, and SIGKILL 5 s later",
        HelpName = "duration",
        CustomParser = DurationArgument.Read,
    };

    /// <summary>Adds the options to the command.</summary>
    public void AddTo(Command command)
    {
        command.Add(project);
        command.Add(task);
        command.Add(agent);
        command.Add(parent);
        command.Add(timeout);
        command.Add(promptFile);
        command.Add(noCapture);
    }

    /// <summary>How long the program may take.</summary>
    /// <exception cref="InvalidInputException">It is out of bounds.</exception>
    public TimeSpan? Timeout(CommandCall call) => call.Value(timeout) is not { } given ? null
        : given > TimeSpan.Zero && given <= TimeoutMax ? given
        : throw new InvalidInputException($"--timeout lasts from more than nothing to {TimeoutMax.TotalDays:0}d");

    /// <summary>Whether the output goes through this process.</summary>
    public bool IsCaptured(CommandCall call) => !call.Value(noCapture);

    /// <summary>The prompt; null where none is given.</summary>
    /// <exception cref="InvalidInputException">It cannot be read.</exception>
    public PromptInput? Prompt(CommandCall call) => call.Value(promptFile) is { } given ? PromptInput.Open(call, given) : null;

    /// <summary>The run that the command line asks for.</summary>
    /// <exception cref="InvalidInputException">It says something that no store may hold.</exception>
    public NewRun Read(CommandCall call, IReadOnlyList<string> words)
    {
        string? folder = FolderOf(call);
        var run = new NewRun
        {
            ProjectId = call.Value(project) ?? Named(Path.GetFileName(folder ?? "")),
            TaskId = call.Value(task) ?? NoTask,
            AgentType = call.Value(agent) ?? AgentOf(words[0]),
            IsSupervised = true,
            Cwd = folder,

            // The program gets what was typed; who reads the record later need not.
            CommandLine = new SecretScanner().Redact(CommandLineOf(words)).Value,
        };
        RunRules.Validate(run);
        var inherited = new InheritedLinks(call);
        run = call.Value(task) is null ? inherited.WithTask(run) : run;
        run = call.Value(agent) is null ? inherited.WithAgent(run) : run;
        return call.Value(parent) is null ? inherited.WithParent(run) : run;
    }

    /// <summary>Completes the run with what only the store knows.</summary>
    public Func<EmbeddedStore, NewRun, Task<NewRun>> CompleteAsync(CommandCall call) => async (store, run) =>
        call.Value(parent) is { } given
            ? run with { ParentRunId = (await store.Runs.GetAsync(given, CancellationToken.None)).Run.RunId }
            : run;

    /// <summary>What the program's environment says about its run.</summary>
    public IReadOnlyDictionary<string, string> Variables(CommandCall call, string? runId, EmbeddedStore? store)
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        if (runId is not null)
        {
            variables[RunLiveness.VariableName] = runId;
            if (call.Stores.Find() is { } found)
            {
                variables["DAYBOOK_STORE"] = found.Path;
            }
        }

        // One that the environment names is inherited, and counts.
        if (call.Surroundings.Variable(CrossLinks.SessionVariable) is null && store?.FindOpenSession(call.Surroundings.Agent) is { } session)
        {
            variables[CrossLinks.SessionVariable] = session;
        }

        // Not the name that stands for no task: commands would store it as the id of one.
        if (call.Value(task) is { } given)
        {
            variables[InheritedLinks.TaskVariable] = given;
        }

        return variables;
    }

    /// <summary>Where the program runs; null where the folder has been removed, which is no reason not to run it.</summary>
    private static string? FolderOf(CommandCall call)
    {
        try
        {
            return call.Surroundings.WorkingDirectory.Value;
        }
        catch (NotFoundException)
        {
            return null;
        }
    }

    /// <summary>An id out of a name that need not be one.</summary>
    private static string Named(string name)
    {
        string id = new([.. name.Select(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.' ? letter : '-')]);
        id = id.Trim('.', '-');
        try
        {
            RunRules.CheckId(id, "");
            return id;
        }
        catch (InvalidInputException)
        {
            return "default";
        }
    }

    private static string AgentOf(string program)
    {
        string name = Path.GetFileName(program);
        bool isAgent = name.Length <= RunRules.AgentCharactersMax && !string.IsNullOrWhiteSpace(name) && !name.Any(char.IsControl);
        return isAgent ? name : "program";
    }

    /// <summary>The words as a shell would want them, for people; not more than a screen.</summary>
    private static string CommandLineOf(IReadOnlyList<string> words)
    {
        var line = new StringBuilder();
        foreach (string word in words)
        {
            bool isPlain = word.Length > 0 && word.All(static letter => char.IsAsciiLetterOrDigit(letter) || "-_./:=@%+,".Contains(letter, StringComparison.Ordinal));
            line.Append(line.Length > 0 ? " " : "").Append(isPlain ? word : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'");
        }

        if (line.Length <= CommandLineCharactersMax)
        {
            return line.ToString();
        }

        int length = char.IsHighSurrogate(line[CommandLineCharactersMax - 1]) ? CommandLineCharactersMax - 1 : CommandLineCharactersMax;
        return line.ToString(0, length) + "…";
    }
}
