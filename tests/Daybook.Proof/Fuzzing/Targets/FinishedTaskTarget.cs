using System.Buffers;
using Daybook.Embedded.Tasks;
using Daybook.Tasks;

namespace Daybook.Proof.Fuzzing.Targets;

/// <summary>A line of the history of finished tasks, which is also looked at without being parsed.</summary>
internal sealed class FinishedTaskTarget() : FuzzTarget(
    "finished-task",
    Seed.Texts(
        """{"id":"11111111-2222-4333-8444-555555555555","name":"Pool \u0022exhausted\u0022","status":"completed","priority":0,"tags":["db"],"created_at":"2026-11-01T11:00:00.0000000Z","started_at":"2026-11-01T11:10:00.0000000Z","completed_at":"2026-11-01T12:00:00.0000000Z","duration_seconds":3000,"context":{"files_modified":["src/a.cs"]},"session_id":"s-1","theirs":{"a":1},"seq":7,"crc32c":"00000000"}""",
        """{"id":"a","name":"b","status":"cancelled","priority":4,"created_at":"2026-11-01T11:00:00Z","completed_at":"2026-11-01T12:00:00Z","seq":1}"""),
    "{\"id\":\"", ",\"seq\":", "\"status\":\"failed\"", "\"duration_seconds\":", "\"completed_at\":", "\"claim\":{\"owner\":\"a\",\"token\":1}")
{
    public override SealForm Seal => SealForm.Line;

    public override void Run(ReadOnlySpan<byte> input)
    {
        _ = HistoryLine.SeqOf(input);
        _ = HistoryLine.IdOf(input);
        if (HistoryLine.Read(input, out string? fault) is not { } task)
        {
            Claim(fault is not null, "there is no task, and nothing says why");
            return;
        }

        byte[] written = Write(task);
        Claim(task.Seq == 0 || HistoryLine.SeqOf(written) == task.Seq, "its number is not found in what is written of it");
        ClaimSame(written, HistoryLine.Read(written, out _) is { } again ? Write(again) : []);
    }

    private static byte[] Write(TaskRecord task)
    {
        using var json = new SealedJson();
        var line = new ArrayBufferWriter<byte>();
        json.Write(task, "history", line);
        return line.WrittenSpan.ToArray();
    }
}
