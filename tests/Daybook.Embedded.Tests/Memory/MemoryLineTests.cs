using System.Buffers;
using System.Text;
using Daybook.Durability.Errors;
using Daybook.Durability.Integrity;
using Daybook.Durability.Logs;
using Daybook.Embedded.Memory;
using Daybook.Memory;
using Daybook.Testing;
using Xunit;

namespace Daybook.Embedded.Tests.Memory;

public sealed class MemoryLineTests
{
    [Fact]
    public void A_written_line_is_sealed_and_read_back_as_it_was()
    {
        MemoryRecord record = MemoryRecords.Full("id-1") with { Title = MemoryRecords.Awkward };
        using var writer = new MemoryLineWriter();
        var output = new ArrayBufferWriter<byte>();

        int length = writer.Write(record, "/log", output);

        Assert.Equal(output.WrittenCount, length);
        Assert.Equal(SealState.Intact, SealedLine.Check(output.WrittenSpan));
        Assert.True(output.WrittenSpan.IndexOfAnyExceptInRange((byte)0x20, (byte)0x7E) < 0);
        Assert.False(LineSeal.IsAltered(output.WrittenSpan));
        Assert.Equal(MemoryRecords.TextOf(record), MemoryRecords.TextOf(MemoryJson.Read(output.WrittenSpan, oddities: null)));
    }

    [Fact]
    public void A_record_that_fits_no_line_is_refused_before_anything_is_written()
    {
        using var writer = new MemoryLineWriter();
        var output = new ArrayBufferWriter<byte>();
        MemoryRecord large = new() { Type = "note", Summary = new string('x', LogLimits.LineBytesMaximum) };

        Assert.Equal("/log", Assert.Throws<RecordTooLargeException>(() => writer.Write(large, "/log", output)).Path);
        Assert.Equal(0, output.WrittenCount);
        Assert.True(writer.Write(new MemoryRecord { Type = "note" }, "/log", output) > 0);
    }

    [Theory]
    [InlineData("""{"id":"1","crc32c":"00000000"}""", """{"id":"1"}""")]
    [InlineData("""{"crc32c":"00000000","id":"1"}""", """{"id":"1"}""")]
    [InlineData("""{ "crc32c" : 7 , "text" : "\u00e9\/" , "n" : 1.50 }""", """{"text" : "\u00e9\/","n" : 1.50}""")]
    public void A_line_that_was_changed_is_sealed_again_with_its_text_kept(string line, string body)
    {
        Assert.True(LineSeal.IsAltered(Encoding.UTF8.GetBytes(line)));

        string resealed = Reseal(line);

        byte[] bytes = Encoding.UTF8.GetBytes(resealed);
        Assert.Equal(SealState.Intact, SealedLine.Check(bytes));
        Assert.Equal(Compact(body), Compact(resealed[..^(SealedLine.SealBytes + 1)] + "}"));
        Assert.False(LineSeal.IsAltered(bytes));
        Assert.Equal(resealed, Reseal(resealed));
    }

    [Fact]
    public void A_line_that_holds_nothing_but_a_seal_becomes_an_empty_object() => Assert.Equal("{}", Reseal("""{"crc32c":"00000000"}"""));

    [Theory]
    [InlineData("", true)]
    [InlineData(" \t ", true)]
    [InlineData(" x", false)]
    [InlineData("\0", false)]
    public void Only_spaces_and_tabs_are_blank(string line, bool isBlank) =>
        Assert.Equal(isBlank, MemoryLine.IsBlank(Encoding.UTF8.GetBytes(line)));

    private static string Reseal(string line)
    {
        var output = new ArrayBufferWriter<byte>();
        LineSeal.Reseal(Encoding.UTF8.GetBytes(line), output);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    private static string Compact(string json) => json.Replace(" ", "", StringComparison.Ordinal);
}
