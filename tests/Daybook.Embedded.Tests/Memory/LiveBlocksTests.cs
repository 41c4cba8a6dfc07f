using System.Text;
using Daybook.Durability.Errors;
using Daybook.Durability.FileSystem;
using Daybook.Embedded.Memory;
using Daybook.Testing.Disk;
using Xunit;

namespace Daybook.Embedded.Tests.Memory;

/// <summary>A long log read on all processors says what one thread would have read.</summary>
public sealed class LiveBlocksTests
{
    private const string Path = "/memory.jsonl";

    private static readonly string[] OddLines =
    [
        "\n", "  \n", "null\n", "\r\n", "{\"id\":\"cut\n", "{\"id\":\"odd\",\"type\":\"note\",\"crc32c\":\"00000000\"}\n",
        "{\"id\":\"odd\",\"type\":\"note\"}\r\n", "{\"id\":\"odd\",\"type\":\"note\",\"timestamp\":\"soon\"}\n", $"{{\"id\":\"{new string('x', 70_000)}\",\"type\":\"note\"}}\n",
        $"{{\"id\":\"{new string('y', 1_100_000)}\",\"type\":\"note\"}}\n",
    ];

    [Fact]
    public void Records_and_problems_are_those_of_a_single_reader_in_the_same_order()
    {
        int seed = Environment.TickCount;
        var random = new Random(seed);
        for (int turn = 0; turn < 5; turn++)
        {
            using IFile log = Open(LogOf(random, lines: 2_000));
            long length = log.Stat().Length;

            (List<(string?, long)> Records, ProblemList Problems) expected = ReadAlone(log, length);
            var problems = new ProblemList();
            List<(string?, long)> records = [.. LiveBlocks.Read(log, length, problems, static scan => scan).Select(found => (found.Record.Id, found.Offset))];

            Assert.True(expected.Records.SequenceEqual(records), $"seed {seed}");
            Assert.True(expected.Problems.Items.SequenceEqual(problems.Items), $"seed {seed}");
            Assert.Equal(expected.Problems.Count, problems.Count);
        }
    }

    [Fact]
    public void Lines_that_a_glance_excludes_are_passed_over_in_every_block()
    {
        using IFile log = Open(string.Concat(Enumerable.Range(0, 3_000).Select(Line)));

        string?[] found = [.. LiveBlocks.Read(log, log.Stat().Length, new ProblemList(), static scan => scan.For("id-29")).Select(found => found.Record.Id)];

        Assert.Equal(Enumerable.Range(0, 3_000).Select(static number => $"id-{number}").Where(static id => id.Contains("id-29", StringComparison.Ordinal)), found);
    }

    [Fact]
    public void A_read_that_fails_in_a_later_block_is_told_after_the_records_of_earlier_ones()
    {
        var disk = new SimulatedFileSystem();
        disk.PlantFile(Path, string.Concat(Enumerable.Range(0, 10_000).Select(Line)));
        using IFile whole = disk.Open(Path, OpenMode.Read);
        long length = whole.Stat().Length;
        using IFile log = new FileWithABadHalf(whole, length / 2);
        var read = new List<string?>();

        Assert.Throws<FileSystemException>(() => read.AddRange(LiveBlocks.Read(log, length, new ProblemList(), static scan => scan).Select(found => found.Record.Id)));

        Assert.InRange(read.Count, 1_000, 9_999);
        Assert.Equal(Enumerable.Range(0, read.Count).Select(static number => $"id-{number}"), read);
    }

    private static (List<(string?, long)> Records, ProblemList Problems) ReadAlone(IFile log, long length)
    {
        var problems = new ProblemList();
        var records = new List<(string?, long)>();
        using MemoryScan scan = MemoryScan.Forward(log, 0, length, problems);
        while (scan.Read())
        {
            records.Add((scan.Current.Id, scan.Offset));
        }

        return (records, problems);
    }

    private static string LogOf(Random random, int lines)
    {
        var log = new StringBuilder();
        for (int number = 0; number < lines; number++)
        {
            // The two long ones are rare, or they would be most of the log.
            log.Append(random.Next(20) == 0 ? OddLines[random.Next(random.Next(10) == 0 ? OddLines.Length : OddLines.Length - 2)] : Line(number));
        }

        return log.Append(random.Next(2) == 0 ? "{\"id\":\"torn" : "").ToString();
    }

    private static string Line(int number) => $$"""{"id":"id-{{number}}","type":"note","title":"{{new string('t', number % 300)}}"}""" + "\n";

    private static IFile Open(string log)
    {
        var disk = new SimulatedFileSystem();
        disk.PlantFile(Path, log);
        return disk.Open(Path, OpenMode.Read);
    }

    /// <summary>By place and not by number: the threads that read it make their calls in any order.</summary>
    private sealed class FileWithABadHalf(IFile inner, long good) : IFile
    {
        public string Path => inner.Path;

        public FileStat Stat() => inner.Stat();

        public int Read(Span<byte> buffer, long offset) => offset < good
            ? inner.Read(buffer[..(int)Math.Min(buffer.Length, good - offset)], offset)
            : throw new FileSystemException(FileSystemError.InputOutput, "read", Path, 5, "the disk is bad here");

        public int Write(ReadOnlySpan<byte> bytes, long offset) => inner.Write(bytes, offset);

        public void Truncate(long length) => inner.Truncate(length);

        public void Flush() => inner.Flush();

        public void SetPermissions(UnixFileMode permissions) => inner.SetPermissions(permissions);

        public void SetOwner(uint user, uint group) => inner.SetOwner(user, group);

        public bool TryLock(LockMode mode) => inner.TryLock(mode);

        public void Unlock() => inner.Unlock();

        public void Dispose() => inner.Dispose();
    }
}
