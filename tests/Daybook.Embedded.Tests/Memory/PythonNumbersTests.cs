using System.Text;
using Daybook.Embedded.Memory;
using Daybook.Memory;
using Daybook.Testing.Disk;
using Xunit;

namespace Daybook.Embedded.Tests.Memory;

/// <summary>Lines with numbers that Python's <c>json</c> writes and JSON does not have.</summary>
public sealed class PythonNumbersTests
{
    private const string Line =
        """{"type": "incident", "repo": "a/b", "title": "hot", "paths": ["a"], "metadata": {"load": NaN, "range": [-Infinity, Infinity]}, "id": "odd"}""" + "\n";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("""{"a":NaN}""", """{"a":"NaN"}""")]
    [InlineData("""{"a": -Infinity, "b": [Infinity]}""", """{"a": "-Infinity", "b": ["Infinity"]}""")]
    [InlineData("""{"a":"NaN \" Infinity \\","b":NaN}""", """{"a":"NaN \" Infinity \\","b":"NaN"}""")]
    [InlineData("""{"a":"NaN"}""", null)]
    [InlineData("""{"a":1}""", null)]
    [InlineData("""{"a":"NaN\""", null)]
    public void They_become_texts_where_they_are_none(string line, string? quoted) =>
        Assert.Equal(quoted, PythonNumbers.Quoted(Encoding.UTF8.GetBytes(line)) is { } bytes ? Encoding.UTF8.GetString(bytes) : null);

    [Fact]
    public async Task A_line_with_them_is_a_record_that_is_found_and_told_and_whose_bytes_no_repair_touches()
    {
        SimulatedFileSystem disk = TestStores.NewDisk();
        disk.PlantFile(DedupWindowTests.Log, Line + "garbage\n");
        await using EmbeddedStore store = await TestStores.OpenAsync(TestStores.SimulatedPorts(disk), TestStores.SimulatedFolder);

        Page<MemoryRecord> page = await store.Memory.ListAsync(new MemoryListing(), Cancellation);
        MemoryRecord record = Assert.Single(page.Items);
        Assert.Equal("hot", (await store.Memory.GetAsync(record.Id ?? "", Cancellation)).Title);
        Assert.Equal("""["-Infinity", "Infinity"]""", record.Metadata["range"].GetRawText());
        Assert.Contains(page.Problems, static problem => problem.Offset == 0 && problem.Reason.Contains("NaN", StringComparison.Ordinal));

        Finding finding = Assert.Single(await store.MemoryDoctor.FixAsync(null, Cancellation));
        Assert.Equal(("alien_line", true), (finding.Problem, finding.Fixed));
        Assert.Equal(Line, disk.ReadText(DedupWindowTests.Log));
    }
}
