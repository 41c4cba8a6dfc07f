using System.Text;
using Daybook.Embedded.Tasks;

namespace Daybook.Proof.Fuzzing.Targets;

/// <summary>A whole journal, replayed: events that contradict each other, and that no lifecycle allows.</summary>
internal sealed class TaskReplayTarget() : FuzzTarget(
    "task-replay",
    [
        .. Seed.LinesOf("task-events.jsonl").Chunk(LinesOfSeed).Select(static lines => Joined(lines)),
        .. Seed.LinesOf("task-events.jsonl").Reverse().Chunk(LinesOfSeed).Select(static lines => Joined(lines)),
    ],
    "\"seq\":9", "\"event\":\"created\"", "\"event\":\"claimed\"", "\"event\":\"completed\"", "\"event\":\"reopened\"", "\"event\":\"snapshot\"", "\"event\":\"dependency_added\"", "\n",
    "11111111-2222-4333-8444-555555555555", "aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee")
{
    // Enough to contradict each other; more of them only take longer.
    private const int LinesOfSeed = 4;

    private static readonly TaskPlaces Places = TaskPlaces.InFoundingFolder("/store");

    public override void Run(ReadOnlySpan<byte> input)
    {
        byte[] content = input.ToArray();
        var problems = new ProblemList();
        using var journal = new BytesFile("/store/journal.jsonl", content);
        TaskReplay replay = TaskReplay.Load(new BytesFileSystem("", null), Places, journal, content.Length, isFinal: true, problems);
        Claim(replay.End == content.Length, "it does not reach the end");
        byte[] kept = new Checkpoint("j", 0, replay.Board.Seq, replay.Board.Summary, [.. replay.Board.Open]).Encode();
        Checkpoint? again = Checkpoint.Read(new BytesFileSystem("/c", kept), "/c");
        Claim(again is not null, "the board cannot be read again: " + Encoding.UTF8.GetString(kept));
        ClaimSame(kept, again?.Encode());
    }

    private static byte[] Joined(IEnumerable<byte[]> lines) => [.. lines.SelectMany(static line => line.Append((byte)'\n'))];
}
