using System.Globalization;
using Daybook.Embedded;
using Daybook.Operations;

namespace Daybook.Crash.Worker;

/// <summary>
/// An agent that starts operations, links and closes them by the library until it is killed. It tells each write on a line of its own once it
/// was acknowledged, and nothing before: <c>started &lt;id&gt;</c>, <c>linked &lt;id&gt;</c>, <c>completed &lt;id&gt;</c>.
/// </summary>
internal static class OperationAgent
{
    /// <summary>The first argument that asks for it.</summary>
    internal const string Word = "operations";

    internal static async Task RunAsync(string folder, string agent)
    {
        await using EmbeddedStore store = await EmbeddedStore.OpenAsync(
            new EmbeddedOptions { Directory = folder, LockWait = TimeSpan.FromMinutes(1), HolderLabel = agent }, default);
        for (int number = 0; ; number++)
        {
            OperationChange started = await store.Operations.StartAsync(
                new NewOperation
                {
                    ProfileId = agent,
                    Action = "generate",
                    Actor = agent,
                    RequestText = number.ToString(CultureInfo.InvariantCulture),
                    MissionId = "mission-1",
                },
                default);
            string id = started.View.Operation.InvocationId;
            await TellAsync("started", id);
            await store.Operations.LinkAsync(id, new OperationLinks { Artifacts = ["a.md"] }, default);
            await TellAsync("linked", id);
            await store.Operations.CompleteAsync(id, new OperationCompletion { Outcome = OperationOutcome.Done, Evidence = id }, default);
            await TellAsync("completed", id);
        }
    }

    private static async Task TellAsync(string what, string id)
    {
        await Console.Out.WriteLineAsync($"{what} {id}");
        await Console.Out.FlushAsync();
    }
}
