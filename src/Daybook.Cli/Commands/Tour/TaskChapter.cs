using System.Globalization;
using Daybook.Embedded;
using Daybook.Errors;
using Daybook.Tasks;

namespace Daybook.Cli.Commands.Tour;

/// <summary>The tour's chapter about tasks: two agents at once, one of them killed, and the work goes on where it was.</summary>
/// <param name="store">The tour's store.</param>
/// <param name="startAgent">Starts an agent with a name.</param>
internal sealed class TaskChapter(Func<EmbeddedStore> store, Func<string, TourAgent> startAgent) : IDisposable
{
    private const int DecisionsMin = 20;

    private static readonly TaskActor Guide = new() { Agent = "guide" };

    private readonly List<TourAgent> agents = [];
    private readonly List<string> decisions = [];
    private string last = "";

    /// <summary>The steps, in their order.</summary>
    public IReadOnlyList<(string Name, Func<CancellationToken, Task<string>> Step)> Steps =>
    [
        ("Plan three tasks, the third waiting for the others", PlanAsync),
        ("Let two agents claim work at the same time", ClaimAsync),
        ("Kill one of them (SIGKILL) while it notes decisions", KillAgentAsync),
        ("Ask where to resume", ResumeAsync),
        ("Take over what the dead agent left, and finish", TakeOverAsync),
    ];

    private ITaskStore Tasks => store().Tasks;

    /// <summary>What an agent decides, one after the other.</summary>
    public static string DecisionNumbered(int number) => string.Create(CultureInfo.InvariantCulture, $"Decision {number}");

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (TourAgent agent in agents)
        {
            agent.Dispose();
        }
    }

    private async Task<string> PlanAsync(CancellationToken cancellationToken)
    {
        TaskRecord one = await Tasks.CreateAsync(new NewTask { Name = "Write the parser" }, Guide, cancellationToken);
        TaskRecord two = await Tasks.CreateAsync(new NewTask { Name = "Write the printer" }, Guide, cancellationToken);
        var both = new NewTask { Name = "Print what was parsed", DependsOn = [one.Id, two.Id] };
        last = (await Tasks.CreateAsync(both, Guide, cancellationToken)).Id;
        return $"{await ReadyAsync(cancellationToken)} can be begun, {both.Name} cannot";
    }

    private async Task<string> ClaimAsync(CancellationToken cancellationToken)
    {
        agents.AddRange([startAgent("ann"), startAgent("bob")]);
        await Task.WhenAll(agents.Select(agent => agent.ClaimAsync(cancellationToken)));
        return agents[0].TaskId != agents[1].TaskId && agents[0].Token != agents[1].Token
            ? $"processes {agents[0].ProcessId} and {agents[1].ProcessId} got one task each, with the tokens {agents[0].Token} and {agents[1].Token}"
            : throw new CheckFailedException("both agents got the same task or token");
    }

    private async Task<string> KillAgentAsync(CancellationToken cancellationToken)
    {
        await agents[1].OrderAsync(AgentCommand.Note, cancellationToken);
        while (decisions.Count < DecisionsMin)
        {
            decisions.Add(await agents[1].NextLineAsync(cancellationToken));
        }

        decisions.AddRange(await agents[1].KillAsync(cancellationToken));
        await agents[0].OrderAsync(AgentCommand.Finish, cancellationToken);
        await agents[0].NextLineAsync(cancellationToken);
        await agents[0].WaitAsync(cancellationToken);
        return $"bob had printed {decisions.Count} decisions; ann completed her task";
    }

    private async Task<string> ResumeAsync(CancellationToken cancellationToken)
    {
        TaskResume resume = await Tasks.ResumeAsync("bob", new ProblemList(), cancellationToken);
        if (resume.CurrentTask?.Id != agents[1].TaskId)
        {
            throw new CheckFailedException("the task of the killed agent is not where to resume");
        }

        // One more may have been stored whose answer the kill cut off.
        IReadOnlyList<string> noted = resume.CurrentTask.Context.Decisions;
        bool isWhole = noted.Take(decisions.Count).SequenceEqual(decisions, StringComparer.Ordinal) && noted.Count <= decisions.Count + 1;
        return isWhole
            ? $"{resume.CurrentTask.Name}, with all {decisions.Count} decisions that bob was told were stored"
            : throw new CheckFailedException($"of {decisions.Count} decisions {noted.Count} are there");
    }

    private async Task<string> TakeOverAsync(CancellationToken cancellationToken)
    {
        var request = new ClaimRequest { Agent = "carol", SessionId = "session-carol" };
        if (await Tasks.ClaimNextAsync(request, cancellationToken) is not ClaimResult.Claimed claimed || claimed.Task.Id != agents[1].TaskId)
        {
            throw new CheckFailedException("what the killed agent left cannot be claimed");
        }

        await MustRefuseAsync(new TaskActor { Agent = "bob", Token = agents[1].Token }, cancellationToken);
        var carol = new TaskActor { Agent = "carol", SessionId = "session-carol", Token = claimed.Token };
        await Tasks.ChangeAsync(claimed.Task.Id, new TaskChange.Complete(null), carol, cancellationToken);
        TaskRecord free = await Tasks.GetAsync(last, cancellationToken);
        return free.IsReady
            ? $"carol claimed it with token {claimed.Token}, bob's token {agents[1].Token} is refused from now on, and {free.Name} can be begun"
            : throw new CheckFailedException($"{free.Name} still waits");
    }

    private async Task MustRefuseAsync(TaskActor overtaken, CancellationToken cancellationToken)
    {
        try
        {
            await Tasks.ChangeAsync(agents[1].TaskId, new TaskChange.Complete(null), overtaken, cancellationToken);
        }
        catch (ConflictException)
        {
            return;
        }

        throw new CheckFailedException("a token that was overtaken is still accepted");
    }

    private async Task<string> ReadyAsync(CancellationToken cancellationToken)
    {
        Page<TaskRecord> ready = await Tasks.ListReadyAsync(new TaskListing(), cancellationToken);
        return ready.Items.Count == 2 && ready.Items.All(task => task.Id != last)
            ? string.Join(" and ", ready.Items.Select(task => task.Name))
            : throw new CheckFailedException("a task that waits for others can be begun");
    }
}
