using Daybook.Durability.FileSystem;
using Daybook.Durability.Logs;
using Daybook.Testing.Disk;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Daybook.Durability.Tests.Logs;

public sealed class LineReaderTests
{
    [Fact]
    public void Lines_of_any_length_are_those_of_the_naive_model() =>
        Prop.ForAll(NaiveLines.Cases, example => Compare(example, 0, example.Bytes.Length))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(150).WithQuietOnSuccess(true));

    [Fact]
    public void Any_bytes_from_any_line_until_any_end_are_split_as_by_the_naive_model() =>
        Prop.ForAll(NaiveLines.Snippets, CompareAllRanges)
            .Check(Config.QuickThrowOnFailure.WithMaxTest(100).WithQuietOnSuccess(true));

    [Fact]
    public void Lines_of_a_stream_are_those_of_the_file_and_end_where_they_shall()
    {
        byte[] bytes = System.Text.Encoding.UTF8.GetBytes($"one\n{new string('x', 600_000)}\r\nthree\nfour");
        using var reader = new LineReader(new MemoryStream(bytes), bytes.Length - 4);
        var lines = new List<(long Offset, long Length, LineEnding Ending)>();
        while (reader.Read(out LogLine line))
        {
            lines.Add((line.Offset, line.Length, line.Ending));
        }

        Assert.Equal(
            [(0, 3, LineEnding.Newline), (4, 600_000, LineEnding.CarriageReturnNewline), (600_006, 5, LineEnding.Newline)],
            lines);
    }

    [Fact]
    public void A_torn_tail_that_is_longer_than_the_lines_before_it_is_read_as_it_stands()
    {
        NaiveLines.Case example = new("a\nbcdefghij", LogLimits.LineBytesMaximum, 0);

        Assert.Equal(["a", "bcdefghij"], Read(example, 0, example.Bytes.Length).Select(line => line.Text));
    }

    [Fact]
    public void A_line_over_the_limit_is_passed_over_and_hides_no_other()
    {
        NaiveLines.Case example = new($"before\n{new string('x', 300_000)}\r\nafter\n", 1000, 0);

        List<NaiveLines.Line> lines = Read(example, 0, example.Bytes.Length);

        Assert.Equal(["before", "", "after"], lines.Select(line => line.Text));
        Assert.Equal((7, 300_000, LineEnding.CarriageReturnNewline), (lines[1].Offset, lines[1].Length, lines[1].Ending));
    }

    [Fact]
    public void Lines_are_numbered_from_one_and_tell_where_the_next_one_starts()
    {
        using IFile file = NaiveLines.Open(new NaiveLines.Case("a\nbb\r\nccc", 10, 0));
        using var reader = new LineReader(file, 0, 9);

        var seen = new List<(long Number, long End)>();
        while (reader.Read(out LogLine line))
        {
            seen.Add((line.Number, line.End));
        }

        Assert.Equal([(1, 2), (2, 6), (3, 9)], seen);
        Assert.False(reader.Read(out _));
    }

    [Fact]
    public void Lines_that_are_passed_over_are_counted_too()
    {
        string tooLong = new('x', 9000);
        using IFile file = NaiveLines.Open(new NaiveLines.Case($"{tooLong}\n{tooLong}\r\nshort\n{tooLong}", 10, 0));
        using var reader = new LineReader(file, 0, file.Stat().Length, lineBytesMaximum: 10, chunkBytes: 4096);

        var seen = new List<(long Number, long Length)>();
        while (reader.Read(out LogLine line))
        {
            seen.Add((line.Number, line.Length));
        }

        Assert.Equal([(1, 9000), (2, 9000), (3, 5), (4, 9000)], seen);
    }

    [Theory]
    [InlineData(1, 4096)]
    [InlineData(8192, 8192)]
    [InlineData(int.MaxValue, LogLimits.ChunkBytes)]
    public void As_much_is_asked_for_at_a_time_as_was_said_but_no_less_than_a_page_and_no_more_than_a_piece(int chunkBytes, int asked)
    {
        SimulatedFileSystem disk = new();
        disk.PlantFile(NaiveLines.Path, new string('\n', 600_000));
        using IFile file = disk.Open(NaiveLines.Path, OpenMode.Read);
        disk.StartTrace();
        using var reader = new LineReader(file, 0, 600_000, chunkBytes: chunkBytes);

        Assert.True(reader.Read(out _));

        Assert.EndsWith($" pread {NaiveLines.Path} 0+{asked}", disk.Trace, StringComparison.Ordinal);
    }

    private static void CompareAllRanges(NaiveLines.Case example)
    {
        foreach (NaiveLines.Line start in NaiveLines.Split(example.Bytes, 0, example.Bytes.Length, example.Maximum))
        {
            for (int until = (int)start.Offset; until <= example.Bytes.Length; until++)
            {
                Compare(example, (int)start.Offset, until);
            }
        }
    }

    private static void Compare(NaiveLines.Case example, int from, int until)
    {
        IEnumerable<NaiveLines.Line> expected = NaiveLines.Split(example.Bytes, from, until, example.Maximum);
        Assert.Equal(expected, Read(example, from, until));
        Assert.Equal(expected, Read(example, from, until, chunkBytes: 1));
    }

    private static List<NaiveLines.Line> Read(NaiveLines.Case example, int from, int until, int chunkBytes = int.MaxValue)
    {
        using IFile file = NaiveLines.Open(example);
        using var reader = new LineReader(file, from, until, example.Maximum, chunkBytes);
        var lines = new List<NaiveLines.Line>();
        while (reader.Read(out LogLine line))
        {
            Assert.Equal(line.Length > example.Maximum, line.IsTooLong);
            lines.Add(NaiveLines.Seen(line));
        }

        return lines;
    }
}
