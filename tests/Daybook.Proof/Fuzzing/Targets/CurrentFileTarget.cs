using Daybook.Embedded.Tasks;
using Daybook.Tasks;

namespace Daybook.Proof.Fuzzing.Targets;

/// <summary><c>current.json</c>, our own and that of the founding system, whose tasks are adopted.</summary>
internal sealed class CurrentFileTarget() : FuzzTarget(
    "current-json",
    [
        Seed.File("current.json"),
        .. Seed.Texts(
            """{"session_id":"s1","agent":"a","started_at":"2026-02-01T10:00:00Z","current_task":{"name":"Fix","status":"in_progress","started_at":"2026-02-01T10:00:00Z","context":{"files_modified":["a.py"],"decisions":["x"]}},"completed_tasks":[{"id":"t1","name":"Old","completed_at":"2026-01-31T10:00:00","duration_seconds":60}],"in_progress":[{"name":"Fix"},{"name":"Fix"}],"memory":{"key_decisions":[]},"sessions":[{"session_id":"s0"}],"token":5,"seq":9}"""),
    ],
    "\"schema_version\":2", "\"completed_tasks\":[{", "\"duration_seconds\":999999999", "\"completed_at\":\"0001-01-01T00:00:00Z\"", "\"current_task\":{", "\"in_progress\":[", "\"session_id\":", "\"status\":", ",\n  \"crc32c\": \"00000000\"\n}\n")
{
    private static readonly DateTimeOffset Now = new(2026, 11, 1, 12, 0, 0, TimeSpan.Zero);

    public override SealForm Seal => SealForm.Document;

    public override void Run(ReadOnlySpan<byte> input)
    {
        CurrentFile file = CurrentFile.Read(new BytesFileSystem("/current.json", input.ToArray()), "/current.json");
        if (file.Document is not { } document)
        {
            Claim(!file.IsIntact, "it is intact and no document");
            return;
        }

        var founding = new FoundingTasks(document, Now);
        _ = founding.Context;
        IReadOnlyList<TaskRecord> tasks = founding.Tasks();
        byte[] board = new Checkpoint("j", 0, founding.Seq, founding.Summary(), tasks).Encode();
        Checkpoint? again = Checkpoint.Read(new BytesFileSystem("/c", board), "/c");
        Claim(again is not null, "the adopted tasks cannot be read again");
        ClaimSame(board, again?.Encode());
    }
}
