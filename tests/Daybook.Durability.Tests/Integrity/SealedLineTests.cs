using System.Buffers;
using System.Text;
using System.Text.Json;
using Daybook.Durability.Integrity;
using Xunit;

namespace Daybook.Durability.Tests.Integrity;

public sealed class SealedLineTests
{
    private const string Json = """{"id":"7","title":"caf\u00e9 \"x\""}""";

    [Fact]
    public void A_sealed_line_is_intact_still_json_and_gives_its_body_back()
    {
        byte[] line = Sealed(Json);

        Assert.Equal(SealState.Intact, SealedLine.Check(line));
        Assert.Equal(Json.Length + SealedLine.SealBytes, line.Length);
        Assert.Equal(Json[..^1], Encoding.UTF8.GetString(SealedLine.BodyOf(line)));
        using JsonDocument document = JsonDocument.Parse(line);
        Assert.Matches("^[0-9a-f]{8}$", document.RootElement.GetProperty(SealedLine.MemberName).GetString());
    }

    [Fact]
    public void Any_single_changed_byte_is_noticed()
    {
        byte[] line = Sealed(Json);
        for (int at = 0; at < line.Length; at++)
        {
            for (int bit = 0; bit < 8; bit++)
            {
                line[at] ^= (byte)(1 << bit);
                Assert.NotEqual(SealState.Intact, SealedLine.Check(line));
                line[at] ^= (byte)(1 << bit);
            }
        }
    }

    [Fact]
    public void Any_truncation_is_noticed()
    {
        byte[] line = Sealed(Json);
        for (int length = 0; length < line.Length; length++)
        {
            Assert.NotEqual(SealState.Intact, SealedLine.Check(line.AsSpan(0, length)));
        }
    }

    [Fact]
    public void A_sum_that_is_no_hexadecimal_number_is_an_altered_line() =>
        Assert.Equal(SealState.Altered, SealedLine.Check("""{"id":"7","crc32c":"0123 xyz"}"""u8));

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("""{"id":"7"}""")]
    [InlineData("""{"crc32c":"00000000","id":"7"}""")]
    [InlineData("""{"id":"7","crc32c":"00000000" }""")]
    [InlineData(""","crc32c":"00000000"}""")]
    public void A_line_that_does_not_end_in_a_seal_is_unsealed_and_its_own_body(string line)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(line);

        Assert.Equal(SealState.Unsealed, SealedLine.Check(bytes));
        Assert.Equal(bytes, SealedLine.BodyOf(bytes).ToArray());
    }

    [Fact]
    public void A_sum_in_capital_letters_was_not_written_by_us()
    {
        byte[] line = Sealed(Json);
        string text = Encoding.UTF8.GetString(line);
        string capitals = text[..^10] + text[^10..^2].ToUpperInvariant() + text[^2..];
        Assert.NotEqual(text, capitals);

        Assert.Equal(SealState.Altered, SealedLine.Check(Encoding.UTF8.GetBytes(capitals)));
    }

    private static byte[] Sealed(string json)
    {
        var output = new ArrayBufferWriter<byte>();
        SealedLine.Write(Encoding.UTF8.GetBytes(json), output);
        return output.WrittenSpan.ToArray();
    }
}
