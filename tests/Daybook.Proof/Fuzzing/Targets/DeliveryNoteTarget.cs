using System.Text.Json;
using Daybook.Embedded.Operations;

namespace Daybook.Proof.Fuzzing.Targets;

/// <summary>A line about an event that could not be delivered.</summary>
internal sealed class DeliveryNoteTarget() : FuzzTarget(
    "delivery-note",
    Seed.Texts(
        """{"invocation_id":"01KTK4DFAS04MCX5GP1W2R6NEP","event":"started","error":"refused","at":"2026-11-01T12:00:00.0000000Z"}""",
        """{"invocation_id":"01KTK4DFAS04MCX5GP1W2R6NEP","event":"completed","delivered":true,"at":"2026-11-01T12:00:00.0000000Z"}"""),
    "\"delivered\":", "\"error\":", "\"event\":", "\"invocation_id\":")
{
    public override bool Documents(Exception failure) => failure is JsonException;

    public override void Run(ReadOnlySpan<byte> input)
    {
        DeliveryNote note = DeliveryNote.Read(input);
        Claim(DeliveryNote.Read(note.Line().Span) == note, "written and read again it is another");
    }
}
