using Daybook.Embedded;
using Daybook.Operations;

namespace Daybook.Crash.Worker.Steps;

/// <summary>An operation is started, linked and completed.</summary>
internal sealed class OperationSteps : IKindSteps
{
    private string id = "";

    public int Last => 3;

    public string Subject(string agent, int seed, int number) => $"{agent}-{number}";

    public async Task TakeAsync(EmbeddedStore store, string subject, int step)
    {
        OperationChange change = step switch
        {
            1 => await store.Operations.StartAsync(
                new NewOperation { ProfileId = "killed", Action = "generate", Actor = "killed", RequestText = subject, MissionId = "mission-1" }, default),
            2 => await store.Operations.LinkAsync(id, new OperationLinks { Artifacts = ["a.md"] }, default),
            _ => await store.Operations.CompleteAsync(id, new OperationCompletion { Outcome = OperationOutcome.Done, Evidence = subject }, default),
        };
        id = change.View.Operation.InvocationId;
    }
}
