using System.CommandLine;
using Daybook.Embedded;
using Daybook.Tasks;

namespace Daybook.Cli.Commands.Tour;

/// <summary>
/// <c>daybook tour agent</c>: an agent of the tour, in a process of its own. It claims a task, says so, and does what it is told on stdin:
/// <c>finish</c>, or <c>note</c>, which has no end but the process's.
/// </summary>
internal sealed class AgentCommand : DaybookCommand
{
    /// <summary>Completes the task and ends.</summary>
    public const string Finish = "finish";

    /// <summary>Notes one decision after the other.</summary>
    public const string Note = "note";

    private readonly Argument<string> name = new("name") { Description = "Who it is" };

    /// <summary>Builds the command.</summary>
    public AgentCommand(CommandFrame frame)
        : base(frame, "agent", "An agent of the tour.", "daybook tour agent ann")
    {
        Hidden = true;
        Add(name);
    }

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(CommandCall call, CancellationToken cancellationToken)
    {
        string agent = call.Parsed.GetRequiredValue(name);
        await using EmbeddedStore store = await call.Stores.OpenToReadAsync(cancellationToken);
        var request = new ClaimRequest { Agent = agent, SessionId = $"session-{agent}", ProcessId = System.Environment.ProcessId };
        if (await store.Tasks.ClaimNextAsync(request, cancellationToken) is not ClaimResult.Claimed claimed)
        {
            throw new CheckFailedException($"there was nothing to claim for {agent}");
        }

        Tell(call, $"{claimed.Task.Id} {claimed.Token}");
        var actor = new TaskActor { Agent = agent, SessionId = request.SessionId, Token = claimed.Token };
        using var orders = new StreamReader(call.Surroundings.Input);
        string? order = await orders.ReadLineAsync(cancellationToken);
        for (int number = 1; order == Note; number++)
        {
            var context = new TaskContext { Decisions = [TaskChapter.DecisionNumbered(number)] };
            await store.Tasks.ChangeAsync(claimed.Task.Id, new TaskChange.Note(context), actor, cancellationToken);
            Tell(call, TaskChapter.DecisionNumbered(number));
        }

        if (order == Finish)
        {
            await store.Tasks.ChangeAsync(claimed.Task.Id, new TaskChange.Complete(null), actor, cancellationToken);
            Tell(call, Finish);
        }

        return 0;
    }

    private static void Tell(CommandCall call, string line)
    {
        call.Console.WriteId(line);
        call.Console.Flush();
    }
}
