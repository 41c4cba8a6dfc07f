using Daybook.Durability.FileSystem;
using Daybook.Durability.Logs;
using Daybook.Testing.Disk;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Daybook.Durability.Tests.Logs;

public sealed class BackwardLineReaderTests
{
    [Fact]
    public void Lines_of_any_length_are_those_of_the_naive_model_in_reverse() =>
        Prop.ForAll(NaiveLines.Cases, example => Compare(example, example.Bytes.Length))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(150).WithQuietOnSuccess(true));

    [Fact]
    public void Any_bytes_before_any_end_are_split_as_by_the_naive_model() =>
        Prop.ForAll(NaiveLines.Snippets, CompareAllEnds)
            .Check(Config.QuickThrowOnFailure.WithMaxTest(100).WithQuietOnSuccess(true));

    [Fact]
    public void A_line_over_the_limit_is_passed_over_and_hides_no_other()
    {
        NaiveLines.Case example = new($"before\n{new string('x', 300_000)}\r\nafter\n", 1000, 0);

        List<NaiveLines.Line> lines = Read(example, example.Bytes.Length);

        Assert.Equal(["after", "", "before"], lines.Select(line => line.Text));
        Assert.Equal((7, 300_000, LineEnding.CarriageReturnNewline), (lines[1].Offset, lines[1].Length, lines[1].Ending));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(1)]
    public void A_line_that_is_passed_over_begins_behind_a_newline_wherever_the_pieces_that_are_read_meet(int shift)
    {
        const string Before = "before\n";
        int length = (2 * LogLimits.ChunkBytes) - 2 + shift;
        NaiveLines.Case example = new($"{Before}{new string('x', length)}\n", 1000, 0);

        List<NaiveLines.Line> lines = Read(example, example.Bytes.Length);

        Assert.Equal([(Before.Length, length), (0, Before.Length - 1)], lines.Select(static line => ((int)line.Offset, (int)line.Length)));
    }

    [Fact]
    public void A_file_that_is_cut_while_it_is_read_gives_no_line_of_mixed_bytes()
    {
        SimulatedFileSystem disk = new();
        string text = string.Concat(Enumerable.Range(0, 40).Select(index => new string((char)('a' + (index % 26)), 20_000) + "\n"));
        disk.PlantFile(NaiveLines.Path, text);
        using IFile file = disk.Open(NaiveLines.Path, OpenMode.ReadWrite);
        using var reader = new BackwardLineReader(file, text.Length);
        Assert.True(reader.Read(out _));
        file.Truncate(30_000);

        while (reader.Read(out LogLine line))
        {
            Assert.Equal(text.AsSpan((int)line.Offset, (int)line.Length), NaiveLines.Seen(line).Text);
        }
    }

    private static void CompareAllEnds(NaiveLines.Case example)
    {
        for (int from = 0; from <= example.Bytes.Length; from++)
        {
            Compare(example, from);
        }
    }

    private static void Compare(NaiveLines.Case example, int from)
    {
        List<NaiveLines.Line> expected = NaiveLines.Split(example.Bytes, 0, from, example.Maximum);
        expected.Reverse();
        Assert.Equal(expected, Read(example, from));
    }

    private static List<NaiveLines.Line> Read(NaiveLines.Case example, int from)
    {
        using IFile file = NaiveLines.Open(example);
        using var reader = new BackwardLineReader(file, from, example.Maximum);
        var lines = new List<NaiveLines.Line>();
        while (reader.Read(out LogLine line))
        {
            Assert.Equal(0, line.Number);
            Assert.Equal(line.Length > example.Maximum, line.IsTooLong);
            lines.Add(NaiveLines.Seen(line));
        }

        return lines;
    }
}
