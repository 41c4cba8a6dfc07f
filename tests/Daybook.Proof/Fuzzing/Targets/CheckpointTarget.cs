using System.Text;
using Daybook.Embedded.Tasks;

namespace Daybook.Proof.Fuzzing.Targets;

/// <summary>The checkpoint of the tasks: what is damaged is not used, and nothing else happens.</summary>
internal sealed class CheckpointTarget() : FuzzTarget(
    "checkpoint",
    Seed.Texts(
        """{"format":1,"journal":"00000000-0000-4000-8000-000000000001","offset":120,"seq":7,"summary":{"token":3,"finished":1,"months":["2026-11"]},"sessions":[{"session_id":"s-1","agent":"a","started_at":"2026-11-01T12:00:00.0000000Z"}],"tasks":[""" + "\n"
        + """{"id":"11111111-2222-4333-8444-555555555555","name":"n","status":"pending","priority":0,"created_at":"2026-11-01T11:00:00.0000000Z","seq":7},""" + "\n"
        + """{"id":"aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee","name":"m","status":"pending","priority":2,"created_at":"2026-11-01T11:00:00.0000000Z","seq":6}""" + "\n]}",
        """{"format":1,"journal":"","offset":0,"seq":0,"summary":{},"sessions":[],"tasks":[""" + "\n\n]}"),
    "\"format\":2", "\"journal\":", "\"offset\":", "\"seq\":", "\"summary\":", "\"sessions\":[", "\"tasks\":[\n", "\n]", ",\n")
{
    public override SealForm Seal => SealForm.Line;

    public override void Run(ReadOnlySpan<byte> input)
    {
        var disk = new BytesFileSystem("/c", input.ToArray());
        CheckpointMark mark = CheckpointMark.Read(disk, "/c");
        if (Checkpoint.Read(disk, "/c") is not { } read)
        {
            return;
        }

        Claim(mark with { Bytes = 0 } == CheckpointMark.None || mark.JournalId == read.JournalId, "the mark says another journal than the whole");
        byte[] written = read.Encode();
        Checkpoint? again = Checkpoint.Read(new BytesFileSystem("/c", written), "/c");
        Claim(again is not null, "what is written of it is not read again: " + Encoding.UTF8.GetString(written));
        ClaimSame(written, again?.Encode());
        _ = read.ToBoard();
    }
}
