using System.Text.Json;
using Daybook.Embedded.Operations;
using Daybook.Operations;

namespace Daybook.Proof.Fuzzing.Targets;

/// <summary>A line of the lifecycle log of operations.</summary>
internal sealed class LifecycleLineTarget() : FuzzTarget(
    "lifecycle-line",
    Seed.LinesOf("operation-beside.jsonl"),
    "\"canonical_action_id\":", "\"mission_id\":", "\"phase\":", "\"metadata\":{\"invocation_id\":", "\"at\":", "\"reason\":", "\"wp_id\":")
{
    public override bool Documents(Exception failure) => failure is JsonException;

    public override void Run(ReadOnlySpan<byte> input)
    {
        LifecycleEntry entry = LifecycleJson.Read(input);
        byte[] written = Write(entry);
        ClaimSame(written, Write(LifecycleJson.Read(written)));
    }

    private static byte[] Write(LifecycleEntry entry) => OperationLines.Line(writer => LifecycleJson.Write(writer, entry, OperationTime.Own)).ToArray();
}
