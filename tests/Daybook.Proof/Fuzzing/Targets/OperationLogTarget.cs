using System.Text;
using Daybook.Embedded.Operations;
using Daybook.Operations;

namespace Daybook.Proof.Fuzzing.Targets;

/// <summary>The log of an operation, of both versions of the founding shape.</summary>
internal sealed class OperationLogTarget() : FuzzTarget(
    "operation-log",
    [Seed.File("operation-log.jsonl"), Seed.File("operation-log-adopted.jsonl"), .. Seed.LinesOf("operation-log.jsonl")],
    "\"event\":\"started\"", "\"event\":\"completed\"", "\"event\":\"artifact_link\"", "\"event\":\"commit_link\"", "\"invocation_id\":\"01KTK4DFAS04MCX5GP1W2R6NEP\"", "\"outcome\":", "\"at\":", "\"ref\":", "\"sha\":", "\n")
{
    private const string Id = "01KTK4DFAS04MCX5GP1W2R6NEP";

    public override void Run(ReadOnlySpan<byte> input)
    {
        using var file = new BytesFile("/ops/log.jsonl", input.ToArray());
        OperationReading reading = OperationReading.Of(file, Id);
        Claim(reading.Operation.InvocationId == Id, "it is another operation");
        IReadOnlyList<OperationEvent> events = OperationLifecycle.Retell(reading.Operation);
        if (events.Count == 0)
        {
            return;
        }

        byte[] written = OperationLines.Of("log", events, OperationTime.Own);
        using var copy = new BytesFile("/ops/log.jsonl", written);
        OperationReading again = OperationReading.Of(copy, Id);
        Claim(again.Problems.Count == 0, "what is written of it has problems: " + Encoding.UTF8.GetString(written));
        ClaimSame(written, OperationLines.Of("log", OperationLifecycle.Retell(again.Operation), OperationTime.Own));
    }
}
