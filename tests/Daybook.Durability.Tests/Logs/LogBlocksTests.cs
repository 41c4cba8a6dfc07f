using Daybook.Durability.FileSystem;
using Daybook.Durability.Logs;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Daybook.Durability.Tests.Logs;

public sealed class LogBlocksTests
{
    [Fact]
    public void Lines_read_block_by_block_are_those_read_at_once() =>
        Prop.ForAll(NaiveLines.Cases, example => Compare(example, 4096))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(100).WithQuietOnSuccess(true));

    [Fact]
    public void Blocks_of_any_size_cut_no_line() =>
        Prop.ForAll(NaiveLines.Snippets, example => Enumerable.Range(1, 9).All(bytes => Compare(example, bytes)))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(100).WithQuietOnSuccess(true));

    [Fact]
    public void A_block_has_the_bytes_asked_for_and_the_rest_of_its_last_line()
    {
        using IFile file = NaiveLines.Open(new NaiveLines.Case("aaa\nbbb\nccc\nd", 10, 0));

        Assert.Equal([new(0, 8), new(8, 13)], LogBlocks.Split(file, 0, 13, 5));
        Assert.Equal([new(0, 4), new(4, 8), new(8, 10)], LogBlocks.Split(file, 0, 10, 4));
        Assert.Empty(LogBlocks.Split(file, 13, 13, 4));
    }

    [Fact]
    public void A_line_longer_than_many_blocks_is_in_one()
    {
        string text = $"a\n{new string('x', 100_000)}\nb\n";
        using IFile file = NaiveLines.Open(new NaiveLines.Case(text, 10, 0));

        Assert.Equal([new(0, 100_003), new(100_003, 100_005)], LogBlocks.Split(file, 0, text.Length, 100));
    }

    [Fact]
    public void A_log_that_shrinks_while_it_is_cut_ends_the_cutting()
    {
        using IFile file = NaiveLines.Open(new NaiveLines.Case("aaa\nbb", 10, 0));

        Assert.Equal([new(0, 4), new(4, 500)], LogBlocks.Split(file, 0, 500, 4));
    }

    private static bool Compare(NaiveLines.Case example, int bytes)
    {
        using IFile file = NaiveLines.Open(example);
        int length = example.Bytes.Length;
        var lines = new List<(long, long, LineEnding)>();
        long end = 0;
        foreach (LogBlock block in LogBlocks.Split(file, 0, length, bytes))
        {
            Assert.Equal(end, block.From);
            end = block.Until;
            using var reader = new LineReader(file, block.From, block.Until);
            while (reader.Read(out LogLine line))
            {
                lines.Add((line.Offset, line.Length, line.Ending));
            }
        }

        Assert.Equal(length, end);
        Assert.Equal(NaiveLines.Split(example.Bytes, 0, length, int.MaxValue).Select(line => ((long)line.Offset, (long)line.Length, line.Ending)), lines);
        return true;
    }
}
