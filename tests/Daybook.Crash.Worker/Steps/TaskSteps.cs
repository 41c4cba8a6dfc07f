using System.Globalization;
using Daybook.Embedded;
using Daybook.Tasks;

namespace Daybook.Crash.Worker.Steps;

/// <summary>A task is created, claimed, noted on and completed.</summary>
internal sealed class TaskSteps : IKindSteps
{
    private static readonly TaskActor Actor = new() { Agent = "killed" };

    private long token;

    public int Last => 4;

    public string Subject(string agent, int seed, int number) => string.Create(CultureInfo.InvariantCulture, $"{seed:x8}-0000-4000-8000-{number:x12}");

    public async Task TakeAsync(EmbeddedStore store, string subject, int step)
    {
        if (step == 1)
        {
            await store.Tasks.CreateAsync(new NewTask { Name = subject, Id = subject }, Actor, default);
        }
        else if (step == 2)
        {
            var claim = new ClaimRequest { Agent = Actor.Agent, Lease = TimeSpan.FromHours(1) };
            token = ((ClaimResult.Claimed)await store.Tasks.ClaimAsync(subject, claim, default)).Token;
        }
        else
        {
            TaskChange change = step == 3 ? new TaskChange.Note(new TaskContext { Decisions = ["one"] }) : new TaskChange.Complete(null);
            await store.Tasks.ChangeAsync(subject, change, Actor with { Token = token }, default);
        }
    }
}
