using System.Buffers;
using Daybook.Durability.Logs;
using Daybook.Embedded.Memory;

namespace Daybook.Proof.Fuzzing.Targets;

/// <summary>A line of <c>amendments.jsonl</c>.</summary>
internal sealed class AmendmentLineTarget() : FuzzTarget(
    "amendment-line",
    Seed.Texts(
        """{"amendment":"forgotten","id":"rec-1","reason":"it was \u0022wrong\u0022 \u00FC","recorded_at":"2026-11-01T12:00:00.0000000Z","agent":"tester@here","crc32c":"39383ab9"}""",
        """{"amendment":"superseded","id":"rec-2","superseded_by":"rec-3","recorded_at":"2026-11-01T12:00:00.0000000Z","crc32c":"f9e8bf0c"}""",
        """{"amendment":"later","id":"rec-4"}"""),
    "\"amendment\":", "\"forgotten\"", "\"superseded\"", "\"id\":", "\"reason\":", "\"recorded_at\":", "\"superseded_by\":", "\"agent\":")
{
    public override SealForm Seal => SealForm.Line;

    public override void Run(ReadOnlySpan<byte> input)
    {
        Amendment? amendment = AmendmentLine.Read(new LogLine(input, 0, input.Length, 1, LineEnding.Newline), out bool isSound);
        if (amendment is null)
        {
            return;
        }

        Claim(isSound, "it is read and not sound");
        byte[] written = Write(amendment);
        Amendment? again = AmendmentLine.Read(new LogLine(written, 0, written.Length, 1, LineEnding.Newline), out _);
        Claim(again is not null, "what is written of it is not read again");
        ClaimSame(written, again is null ? [] : Write(again));
    }

    private static byte[] Write(Amendment amendment)
    {
        var line = new ArrayBufferWriter<byte>();
        AmendmentLine.Write(amendment, line);
        return line.WrittenSpan.ToArray();
    }
}
