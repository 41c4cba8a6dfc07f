using System.Buffers;
using Daybook.Durability.Logs;
using Daybook.Embedded.Tasks;
using Daybook.Tasks;

namespace Daybook.Proof.Fuzzing.Targets;

/// <summary>A line of the journal of tasks.</summary>
internal sealed class TaskEventTarget() : FuzzTarget(
    "task-event",
    Seed.LinesOf("task-events.jsonl"),
    "\"seq\":", "\"at\":", "\"event\":", "\"created\"", "\"claimed\"", "\"task_id\":", "\"task\":{", "\"claim\":{", "\"context\":{", "\"summary\":{", "\"session\":{", "\"boot\":{",
    "\"lease_ms\":", "\"token\":", "\"status\":\"completed\"", "\"blocked_by\":[", "\"process\":{", "\"sessions\":[", "\"crc32c\":\"00000000\"", "\"priority\":", "null")
{
    public override SealForm Seal => SealForm.Line;

    public override void Run(ReadOnlySpan<byte> input)
    {
        TaskEvent? happened = JournalLine.Read(new LogLine(input, 0, input.Length, 1, LineEnding.Newline), out string? fault);
        Claim(happened is not null || fault is not null, "there is no event, and nothing says why");
        if (happened is null)
        {
            return;
        }

        byte[] written = Write(happened);
        TaskEvent? again = JournalLine.Read(new LogLine(written, 0, written.Length, 1, LineEnding.Newline), out string? doubt);
        Claim(doubt is null, $"what is written of it is doubted: {doubt}");
        ClaimSame(written, again is null ? [] : Write(again));
    }

    private static byte[] Write(TaskEvent happened)
    {
        using var json = new SealedJson();
        var line = new ArrayBufferWriter<byte>();
        json.Write(happened, "journal.jsonl", line);
        return line.WrittenSpan.ToArray();
    }
}
