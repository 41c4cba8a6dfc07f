using System.Buffers;
using System.Text;
using Daybook.Durability.Integrity;
using Daybook.Errors;
using Daybook.Memory;
using Daybook.Testing.Disk;
using Xunit;

namespace Daybook.Embedded.Tests.Memory;

/// <summary>Odd lines between sound ones: each is reported by every call with its line and offset, none hides another.</summary>
public sealed class MemoryOddLinesTests
{
    private const string First = """{"id":"first","type":"note","title":"found","recorded_at":"2026-11-01T10:00:00Z"}""" + "\n";
    private const string Last = """{"id":"last","type":"note","title":"found","recorded_at":"2026-11-01T11:00:00Z"}""" + "\n";

    /// <summary>The line, whether it holds a record all the same, and a word of what is reported of it.</summary>
    public static readonly TheoryData<string, bool, string> Lines = new()
    {
        { "{\"id\":\"odd-1\",\"type\":\"note\",\"title\":\"found\",\"timestamp\":1793000000}\n", true, "timestamp" },
        { "{\"id\":\"odd-1\",\"type\":\"note\",\"title\":\"found\",\"timestamp\":\"soon\"}\n", true, "timestamp" },
        { "{\"id\":\"odd-1\",\"type\":\"note\",\"title\":\"found\",\"pr_number\":\"7\"}\n", true, "pr_number" },
        { "{\"id\":\"odd-1\",\"type\":\"note\",\"title\":\"found\"}\r\n", true, "carriage return" },
        { "{\"id\":\"odd-1\",\"type\":\"note\",\"title\":\"found\",\"crc32c\":\"00000000\"}\n", true, "altered" },
        { "null\n", false, "object" },
        { "7\n", false, "object" },
        { "[]\n", false, "object" },
        { "\"text\"\n", false, "object" },
        { "{\"id\":\"odd-1\",\"title\":\"found\",\"id\":\"odd-2\"}\n", false, "twice" },
        { "{\"id\":\"odd-1\",\"title\":\"fou\n", false, "no record" },
        { "{\"id\":\"odd-1\",\"title\":\"\xFF\xFE found\"}\n", false, "UTF-8" },
        { "{\"id\":\"odd-1\",\"title\":\"found \\ud800\"}\n", false, "surrogate" },
        { "{\"id\":\"odd-1\",\"title\":\"found\"} trailing\n", false, "no record" },
        { "\0\0\0\0\0\0\n", false, "no record" },
        { "\n", false, "blank" },
        { "  \t \n", false, "blank" },
        { "\r\n", false, "blank" },
        { new string('[', 70) + new string(']', 70) + "\n", false, "no record" },
        { "{\"id\":\"odd-1\",\"title\":\"found " + new string('x', 5 << 20) + "\"}\n", false, "5242" },
    };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_query_by_repository_finds_it_however_a_writer_escaped_it_and_passes_over_others_in_silence()
    {
        string[] bodies =
        [
            """{"id":"plain","type":"note","repo":"acme/web","paths":["a"],"recorded_at":"2026-11-01T10:00:00Z"}""",
            """{"id":"escaped","type":"note","repo":"ac\u006de\/web","paths":["a"],"recorded_at":"2026-11-01T10:00:00Z"}""",
            """{"id":"other","type":"note","repo":"acme/app","paths":["a"],"recorded_at":"2026-11-01T10:00:00Z"}""",
        ];
        var log = new ArrayBufferWriter<byte>();
        foreach (string body in bodies)
        {
            SealedLine.Write(Encoding.UTF8.GetBytes(body), log);
            log.Write("\n"u8);
        }

        await using EmbeddedStore store = await OpenAsync(log.WrittenSpan.ToArray());
        Page<MemoryRecord> found = await store.Memory.QueryAsync(new MemoryQuery { Repo = "acme/web", Paths = ["a"], Limit = 10 }, Cancellation);
        Assert.Equal(["escaped", "plain"], found.Items.Select(record => record.Id));
        Assert.Empty(found.Problems);
    }

    [Theory]
    [MemberData(nameof(Lines), DisableDiscoveryEnumeration = true)]
    public async Task An_odd_line_is_reported_and_hides_no_other(string line, bool isRecord, string reason)
    {
        await using EmbeddedStore store = await OpenAsync(Encoding.Latin1.GetBytes(First + line + Last));
        string[] expected = isRecord ? ["first", "odd-1", "last"] : ["first", "last"];

        var problems = new ProblemList();
        var read = new List<string?>();
        await foreach (MemoryRecord record in store.Memory.ReadAsync(problems, Cancellation))
        {
            read.Add(record.Id);
        }

        Assert.Equal(expected, read);
        Check(problems.Items, reason, line: 2);
        Page<MemoryRecord> query = await store.Memory.QueryAsync(new MemoryQuery { Text = "found", Limit = 10 }, Cancellation);
        Assert.Equal(expected.Order(StringComparer.Ordinal), query.Items.Select(record => record.Id).Order(StringComparer.Ordinal));
        Check(query.Problems, reason, line: 2);
        Page<MemoryRecord> list = await store.Memory.ListAsync(new MemoryListing { Limit = 10 }, Cancellation);
        Assert.Equal(expected.Reverse(), list.Items.Select(record => record.Id));
        Check(list.Problems, reason, line: null);
        MemoryStatus status = await store.Memory.GetStatusAsync(Cancellation);
        Assert.Equal(expected.Length, status.Records);
        Assert.NotEqual(0, status.Problems);
        Assert.Equal("last", (await store.Memory.GetAsync("last", Cancellation)).Id);
        if (!isRecord)
        {
            await Assert.ThrowsAsync<NotFoundException>(() => store.Memory.GetAsync("odd-1", Cancellation));
        }
    }

    [Fact]
    public async Task An_object_without_any_field_is_a_record_without_any_field()
    {
        await using EmbeddedStore store = await OpenAsync(Encoding.UTF8.GetBytes(First + "{}\n" + Last));

        Page<MemoryRecord> list = await store.Memory.ListAsync(new MemoryListing { Limit = 10 }, Cancellation);

        Assert.Equal(["last", null, "first"], list.Items.Select(record => record.Id));
    }

    [Fact]
    public async Task A_byte_order_mark_at_the_start_is_reported_and_the_record_read()
    {
        await using EmbeddedStore store = await OpenAsync([0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(First + Last)]);

        Page<MemoryRecord> list = await store.Memory.ListAsync(new MemoryListing { Limit = 10 }, Cancellation);

        Assert.Equal(["last", "first"], list.Items.Select(record => record.Id));
        Assert.Equal(0, Assert.Single(list.Problems).Offset);
        Assert.Equal("first", (await store.Memory.GetAsync("first", Cancellation)).Id);
    }

    [Fact]
    public async Task A_torn_tail_at_any_byte_hides_nothing_and_the_next_add_is_stored()
    {
        for (int at = 0; at < Last.Length; at++)
        {
            await using EmbeddedStore store = await OpenAsync(Encoding.UTF8.GetBytes(First + Last[..at]));

            await store.Memory.AppendAsync(new MemoryRecord { Id = "new", Type = "note" }, Cancellation);

            Page<MemoryRecord> list = await store.Memory.ListAsync(new MemoryListing { Limit = 10 }, Cancellation);
            bool isWhole = at == Last.Length - 1;
            Assert.Equal(isWhole ? ["new", "last", "first"] : ["new", "first"], list.Items.Select(record => record.Id));
            Assert.Equal(isWhole || at == 0 ? 0 : 1, list.Problems.Count);
        }
    }

    private static void Check(IReadOnlyList<Problem> problems, string reason, int? line)
    {
        Assert.Contains(problems, problem => problem.Reason.Contains(reason, StringComparison.Ordinal));
        Assert.All(problems, problem => Assert.Equal(
            (DedupWindowTests.Log, line, First.Length), (problem.Path, (int?)problem.Line, (int?)problem.Offset)));
    }

    private static Task<EmbeddedStore> OpenAsync(byte[] log)
    {
        SimulatedFileSystem disk = TestStores.NewDisk();
        disk.PlantFile(DedupWindowTests.Log, log);
        return TestStores.OpenAsync(TestStores.SimulatedPorts(disk), TestStores.SimulatedFolder);
    }
}
