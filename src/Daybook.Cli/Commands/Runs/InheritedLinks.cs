using Daybook.Errors;
using Daybook.Runs;

namespace Daybook.Cli.Commands.Runs;

/// <summary>
/// What the environment says about a run that the command line says nothing about. The program was asked for, these variables were not: one that no
/// store may hold is told and left out.
/// </summary>
internal sealed class InheritedLinks(CommandCall call)
{
    /// <summary>The variable that names the task.</summary>
    public const string TaskVariable = "DAYBOOK_TASK";

    /// <summary>The variable that names the agent.</summary>
    public const string AgentVariable = "DAYBOOK_AGENT";

    /// <summary>The run with the task that the environment names.</summary>
    public NewRun WithTask(NewRun run) => With(run, TaskVariable, static (run, task) => run with { TaskId = task });

    /// <summary>The run with the agent that the environment names.</summary>
    public NewRun WithAgent(NewRun run) => With(run, AgentVariable, static (run, agent) => run with { AgentType = agent });

    /// <summary>The run with the parent that the environment names.</summary>
    public NewRun WithParent(NewRun run) => With(run, RunLiveness.VariableName, static (run, parent) => run with { ParentRunId = parent });

    private NewRun With(NewRun run, string variable, Func<NewRun, string, NewRun> add)
    {
        if (call.Surroundings.Variable(variable) is not { } value)
        {
            return run;
        }

        try
        {
            NewRun linked = add(run, value);
            RunRules.Validate(linked);
            return linked;
        }
        catch (InvalidInputException refused)
        {
            call.Warn($"{variable} is ignored: {refused.Message}");
            return run;
        }
    }
}
