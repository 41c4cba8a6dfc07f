using Daybook.Durability.Logs;

namespace Daybook.Proof.Fuzzing.Targets;

/// <summary>How a log falls into lines, read forward and backward.</summary>
internal sealed class LogFramingTarget() : FuzzTarget(
    "log-framing",
    Seed.Texts("{\"a\":1}\n{\"b\":2}\r\n\n\n{\"c\":3}", "", "\n", "one\ntwo\nthree\n", "\r\n\r\n"),
    "\n", "\r\n", "\n\n", "\r")
{
    // Short, so that lines over the bound are among what is tried.
    private const int LineBytesMax = 64;

    public override void Run(ReadOnlySpan<byte> input)
    {
        byte[] content = input.ToArray();
        using var file = new BytesFile("/log", content);
        List<(long Offset, long Length, LineEnding Ending, bool IsTooLong, long Number)> forward = [];
        using (var reader = new LineReader(file, 0, content.Length, LineBytesMax))
        {
            while (reader.Read(out LogLine line))
            {
                Claim(line.Offset == (forward.Count == 0 ? 0 : End(forward[^1])), "a line does not begin where the one before ends");
                Claim(line.IsTooLong || line.Bytes.SequenceEqual(content.AsSpan((int)line.Offset, (int)line.Length)), "a line is not what stands there");
                Claim(line.IsTooLong == line.Length > LineBytesMax, "a line is loaded though it is too long, or not though it is short");
                forward.Add((line.Offset, line.Length, line.Ending, line.IsTooLong, line.Number));
            }
        }

        Claim((forward.Count == 0 ? 0 : End(forward[^1])) == content.Length, "the last line does not end at the end");
        int index = forward.Count;
        using var backward = new BackwardLineReader(file, content.Length, LineBytesMax);
        while (backward.Read(out LogLine line))
        {
            index--;
            Claim(index >= 0 && (line.Offset, line.Length, line.Ending) == (forward[index].Offset, forward[index].Length, forward[index].Ending), "backward the lines are others");
        }

        Claim(index == 0, "backward there are fewer lines");
    }

    private static long End((long Offset, long Length, LineEnding Ending, bool IsTooLong, long Number) line) =>
        line.Offset + line.Length + line.Ending switch { LineEnding.Newline => 1, LineEnding.CarriageReturnNewline => 2, _ => 0 };
}
