using System.Text;
using Daybook.Cli.Input;
using Daybook.Errors;
using Daybook.Memory;

namespace Daybook.Proof.Fuzzing.Targets;

/// <summary>What <c>memory add --from-json</c> is given: objects in one piece, one a line, or several over many lines.</summary>
internal sealed class RecordInputTarget() : FuzzTarget(
    "record-input",
    Seed.Texts(
        "{\"type\":\"note\",\"title\":\"a\"}\n{\"type\":\"incident\",\"paths\":[\"a\"]}\n",
        "{\n  \"type\": \"note\",\n  \"metadata\": {\n    \"a\": [1, 2]\n  }\n}\n{\"type\":\"b\"}",
        "\uFEFF{\"type\":\"note\"}\r\n\r\n{\"type\":\"x\"}\r\n"),
    "{", "}", "\n", "  ", "{\"type\":\"note\"}\n", "\n}\n", "[\n", "\"type\":", "\"crc32c\":\"00000000\"", "\"id\":\"a/b\"")
{
    public override void Run(ReadOnlySpan<byte> input)
    {
        using var stream = new MemoryStream(input.ToArray());
        IAsyncEnumerator<InputItem> items = new JsonItems(stream).ReadAsync(CancellationToken.None).GetAsyncEnumerator();
        int taken = 0;
        long line = 0;
        while (items.MoveNextAsync().AsTask().GetAwaiter().GetResult())
        {
            InputItem item = items.Current;
            Claim(item.Line > line, "items are not in order");
            line = item.Line;
            taken += item.Bytes?.Length ?? 0;
            Read(item);
        }

        Claim(taken <= input.Length + line + 1, "there is more in the items than in the input");
    }

    private static void Read(InputItem item)
    {
        try
        {
            MemoryRecord record = RecordInput.Read(item);
            MemoryRules.Validate(record);
            string text = Embedded.Memory.MemoryText.Of(record);
            Claim(text == Embedded.Memory.MemoryText.Of(MemoryJson.Read(Encoding.UTF8.GetBytes(text), null)), "a record that is taken is another once it is written");
        }
        catch (DaybookException)
        {
            // This one is refused; the others are read.
        }
    }
}
