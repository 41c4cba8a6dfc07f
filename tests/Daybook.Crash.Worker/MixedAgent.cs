using Daybook.Embedded;
using Daybook.Errors;
using Daybook.Tasks;

namespace Daybook.Crash.Worker;

/// <summary>
/// An agent that does this and that with tasks, by the library, until it is through or is killed. It tells each command's outcome on a
/// line of its own, and nothing before the outcome is certain: <c>ack &lt;seq&gt; &lt;task&gt; &lt;token&gt;</c> or <c>no</c>.
/// </summary>
internal sealed class MixedAgent(string agent, int seed)
{
    private const int NotesMax = 20;

    private static readonly TimeSpan ShortLease = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongLease = TimeSpan.FromMinutes(10);

    private readonly Random random = new(seed);
    private readonly List<(string Id, long Token)> held = [];
    private readonly List<string> known = [];

    internal async Task RunAsync(string folder, int commands)
    {
        await using EmbeddedStore store = await EmbeddedStore.OpenAsync(
            new EmbeddedOptions { Directory = folder, LockWait = TimeSpan.FromMinutes(1), HolderLabel = agent }, default);
        for (int number = 0; number < commands; number++)
        {
            string outcome;
            try
            {
                outcome = await DoAsync(store.Tasks) is { } task ? $"ack {task.Seq} {task.Id} {task.Claim?.Token ?? 0}" : "no";
            }
            catch (DaybookException refused) when (refused is ConflictException or NotFoundException)
            {
                outcome = "no";
            }

            await Console.Out.WriteLineAsync(outcome);
            await Console.Out.FlushAsync();
        }
    }

    private Task<TaskRecord?> DoAsync(ITaskStore tasks) => random.Next(20) switch
    {
        < 6 => CreateAsync(tasks),
        < 11 => ClaimAsync(tasks),
        < 16 when held.Count > 0 => FinishAsync(tasks),
        < 18 when held.Count > 0 => NoteAsync(tasks),
        18 when known.Count > 0 => EditAsync(tasks),
        19 when known.Count > 0 => ReopenAsync(tasks),
        _ => CreateAsync(tasks),
    };

    private TaskActor Actor(long? token = null) => new() { Agent = agent, SessionId = $"session-{agent}", Token = token };

    private async Task<TaskRecord?> CreateAsync(ITaskStore tasks)
    {
        string[] dependsOn = known.Count > 3 && random.Next(4) == 0 ? [known[random.Next(known.Count)]] : [];
        TaskRecord task = await tasks.CreateAsync(
            new NewTask { Name = $"{agent} {random.Next()}", Priority = random.Next(5), DependsOn = dependsOn }, Actor(), default);
        known.Add(task.Id);
        return task;
    }

    /// <summary>Half of the claims end with this process, some soon, and some keep everybody else away for the whole run.</summary>
    private async Task<TaskRecord?> ClaimAsync(ITaskStore tasks)
    {
        bool isOwned = random.Next(4) > 0;
        ClaimResult result = await tasks.ClaimNextAsync(
            new ClaimRequest
            {
                Agent = agent,
                SessionId = $"session-{agent}",
                Lease = isOwned || random.Next(2) == 0 ? LongLease : ShortLease,
                ProcessId = isOwned ? Environment.ProcessId : null,
            },
            default);
        if (result is not ClaimResult.Claimed claimed)
        {
            return null;
        }

        held.Add((claimed.Task.Id, claimed.Token));
        return claimed.Task;
    }

    private async Task<TaskRecord?> FinishAsync(ITaskStore tasks)
    {
        (string id, long token) = held[0];
        held.RemoveAt(0);
        TaskChange change = random.Next(6) switch
        {
            0 => new TaskChange.Fail("it did not work"),
            1 => new TaskChange.Release(null),
            2 => new TaskChange.Cancel(null),
            _ => new TaskChange.Complete(null),
        };
        return await tasks.ChangeAsync(id, change, Actor(token), default);
    }

    private async Task<TaskRecord?> NoteAsync(ITaskStore tasks)
    {
        (string id, long token) = held[random.Next(held.Count)];
        var context = new TaskContext { Decisions = [$"decision {random.Next(NotesMax)}"] };
        return await tasks.ChangeAsync(id, new TaskChange.Note(context), Actor(token), default);
    }

    private async Task<TaskRecord?> EditAsync(ITaskStore tasks) => await tasks.ChangeAsync(
        known[random.Next(known.Count)], new TaskChange.Edit(new TaskEdit { Priority = random.Next(5) }), Actor(), default);

    private async Task<TaskRecord?> ReopenAsync(ITaskStore tasks) =>
        await tasks.ChangeAsync(known[random.Next(known.Count)], new TaskChange.Reopen(null), Actor(), default);
}
