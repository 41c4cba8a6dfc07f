using Daybook.Crash.Worker.Steps;
using Daybook.Embedded;

namespace Daybook.Crash.Worker;

/// <summary>
/// An agent that takes one thing of a kind after the other through its life until it is killed. Before each write it tells
/// <c>ask kind subject step</c>, and when it was acknowledged <c>ack kind subject step</c>: whoever reads this to its end knows whether the
/// kill hit a write, and what must be stored.
/// </summary>
/// <param name="kind">The kind.</param>
/// <param name="agent">The start of every name.</param>
/// <param name="seed">A number that no other life of an agent has.</param>
/// <param name="isHasty">Whether it tells of an acknowledgement that it did not wait for: the liar by which the experiment is tried.</param>
internal sealed class SteppingAgent(string kind, string agent, int seed, bool isHasty)
{
    /// <summary>The first argument that asks for it.</summary>
    internal const string Word = "steps";

    internal async Task RunAsync(string folder)
    {
        await using EmbeddedStore store = await EmbeddedStore.OpenAsync(
            new EmbeddedOptions { Directory = folder, LockWait = TimeSpan.FromMinutes(1), HolderLabel = agent }, default);
        IKindSteps steps = Steps();
        for (int number = 1; ; number++)
        {
            string subject = steps.Subject(agent, seed, number);
            for (int step = 1; step <= steps.Last; step++)
            {
                await TellAsync($"ask {kind} {subject} {step}");
                if (isHasty)
                {
                    await TellAsync($"ack {kind} {subject} {step}");
                }

                await steps.TakeAsync(store, subject, step);
                if (!isHasty)
                {
                    await TellAsync($"ack {kind} {subject} {step}");
                }
            }
        }
    }

    private static async Task TellAsync(string line)
    {
        await Console.Out.WriteLineAsync(line);
        await Console.Out.FlushAsync();
    }

    private IKindSteps Steps() => kind switch
    {
        "memory" => new MemorySteps(),
        "tasks" => new TaskSteps(),
        "runs" => new RunSteps(),
        "operations" => new OperationSteps(),
        "drafts" => new DraftSteps(),
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "no such kind"),
    };
}
