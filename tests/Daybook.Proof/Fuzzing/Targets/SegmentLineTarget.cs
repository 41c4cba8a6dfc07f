using System.Buffers;
using Daybook.Durability.Logs;
using Daybook.Embedded.Memory;

namespace Daybook.Proof.Fuzzing.Targets;

/// <summary>A line of <c>segments.jsonl</c>.</summary>
internal sealed class SegmentLineTarget() : FuzzTarget(
    "segment-line",
    Seed.Texts(
        """{"segment":"memory-01MECZE1G00000000000000004.jsonl","sealed_length":663,"cutoff":"2026-11-11T12:00:00.0000000Z","written_before":"2027-01-25T12:00:00.0000000Z","crc32c":"944c9298"}"""),
    "\"segment\":", "\"sealed_length\":", "\"cutoff\":", "\"written_before\":", "memory-", ".jsonl", "7ZZZZZZZZZZZZZZZZZZZZZZZZZ")
{
    public override SealForm Seal => SealForm.Line;

    public override void Run(ReadOnlySpan<byte> input)
    {
        if (SegmentLine.Read(new LogLine(input, 0, input.Length, 1, LineEnding.Newline)) is not { } entry)
        {
            return;
        }

        Claim(!entry.Segment.Contains('/', StringComparison.Ordinal), "the segment stands in another folder");
        _ = entry.NamedAt();
        var line = new ArrayBufferWriter<byte>();
        SegmentLine.Write(entry, line);
        Claim(SegmentLine.Read(new LogLine(line.WrittenSpan, 0, line.WrittenCount, 1, LineEnding.Newline)) == entry, "written and read again it is another");
    }
}
