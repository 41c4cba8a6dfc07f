using System.Text;
using System.Text.Json;
using Daybook.Memory;
using Daybook.Testing;
using Xunit;

namespace Daybook.Tests.Memory;

public sealed class MemoryJsonTests
{
    [Fact]
    public void A_full_record_has_the_approved_form()
    {
        MemoryRecord record = MemoryRecords.Full("id-1") with { RecordedAt = DateTimeOffset.UnixEpoch, SupersededBy = "id-2" };

        Snapshot.Match(MemoryRecords.TextOf(record) + "\n", "jsonl");
    }

    [Fact]
    public void Awkward_text_has_the_approved_form_on_one_line()
    {
        string text = MemoryRecords.TextOf(new MemoryRecord { Type = "note", Title = MemoryRecords.Awkward });

        Assert.DoesNotContain(text, char.IsControl);
        Snapshot.Match(text + "\n", "jsonl");
    }

    [Fact]
    public void What_is_absent_or_empty_is_left_out()
    {
        string line = """{"type":"note","sha":"","repo":null,"paths":[],"links":[],"metadata":{}}""";

        Assert.Equal("""{"type":"note","sha":""}""", Again(line));
    }

    [Fact]
    public void A_full_record_comes_back()
    {
        string text = MemoryRecords.TextOf(MemoryRecords.Full("id-1"));
        var oddities = new List<string>();

        Assert.Equal(text, MemoryRecords.TextOf(MemoryRecords.Parse(text, oddities)));
        Assert.Empty(oddities);
    }

    [Fact]
    public void Lines_as_the_founding_system_writes_them_are_read()
    {
        string[] lines =
        [
            """{"type": "incident", "repo": "acme/web", "source": "observability", "severity": "error", "sha": "", "pr_number": null, "title": "[error] Timeout \u2014 db", "links": [{"url": "https://example.org/7", "type": "github_issue"}], "metadata": {"issue_id": "123"}, "timestamp": "2026-02-17T01:00:00Z", "id": "0001"}""",
            """{"type": "governor_hold", "sha": "abc1234def5678", "timestamp": "2026-02-17T01:00:00.123456+00:00", "links": ["https://example.org/8"], "id": "0002"}""",
            """{"type": "revert", "fingerprint": "def5678", "paths": ["src/a.py"], "timestamp": 1771290000.25, "id": "0003", "future": {"b": 1}}""",
        ];

        Snapshot.Match(string.Concat(lines.Select(line => Again(line) + "\n")), "jsonl");
    }

    [Theory]
    [InlineData("""{"timestamp":"2026-02-17T01:00:00"}""", """{"timestamp":"2026-02-17T01:00:00.0000000Z"}""", 0)]
    [InlineData("""{"timestamp":1771290000}""", """{"timestamp":"2026-02-17T01:00:00.0000000Z"}""", 1)]
    [InlineData("""{"recorded_at":1771290000123}""", """{"recorded_at":"2026-02-17T01:00:00.1230000Z"}""", 1)]
    [InlineData("""{"timestamp":"yesterday"}""", """{"timestamp":"yesterday"}""", 1)]
    [InlineData("""{"timestamp":1e300}""", """{"timestamp":1e300}""", 1)]
    [InlineData("""{"repo":7,"type":"note"}""", """{"type":"note","repo":7}""", 1)]
    [InlineData("""{"pr_number":"12"}""", """{"pr_number":"12"}""", 1)]
    [InlineData("""{"pr_number":1.5}""", """{"pr_number":1.5}""", 1)]
    [InlineData("""{"paths":"src"}""", """{"paths":"src"}""", 1)]
    [InlineData("""{"paths":["src",1,["x"]]}""", """{"paths":["src",1,["x"]]}""", 1)]
    [InlineData("""{"links":["u"]}""", """{"links":[{"url":"u"}]}""", 0)]
    [InlineData("""{"links":[{"url":"u","type":null}]}""", """{"links":[{"url":"u"}]}""", 0)]
    [InlineData("""{"links":[{"url":"u","note":"x"}]}""", """{"links":[{"url":"u","note":"x"}]}""", 1)]
    [InlineData("""{"links":[{"url":["u"]}]}""", """{"links":[{"url":["u"]}]}""", 1)]
    [InlineData("""{"links":[{}]}""", """{"links":[{}]}""", 1)]
    [InlineData("""{"metadata":[1.0]}""", """{"metadata":[1.0]}""", 1)]
    [InlineData("""{"metadata":{"n":1.50,"t":"é"}}""", """{"metadata":{"n":1.50,"t":"\u00E9"}}""", 0)]
    [InlineData("""{"x":null,"type":"note","y":[{"z":1}]}""", """{"type":"note","x":null,"y":[{"z":1}]}""", 0)]
    [InlineData("""{"\u0074ype":"note"}""", """{"type":"note"}""", 0)]
    [InlineData("""{"type":"note","crc32c":"0a1b2c3d"}""", """{"type":"note"}""", 0)]
    [InlineData(" {\"type\":\"note\"} \r\n", """{"type":"note"}""", 0)]
    [InlineData("\uFEFF{\"type\":\"note\"}", """{"type":"note"}""", 1)]
    public void Odd_values_are_kept_and_reported(string line, string expected, int oddities)
    {
        var reported = new List<string>();

        Assert.Equal(expected, MemoryRecords.TextOf(MemoryRecords.Parse(line, reported)));
        Assert.Equal(oddities, reported.Count);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("\"text\"")]
    [InlineData("{\"type\":\"b\",\"id\":\"2")]
    [InlineData("{\"type\":\"note\"} x")]
    [InlineData("{\"type\":\"note\"}{}")]
    [InlineData("{\"type\":NaN}")]
    [InlineData("""{"type":"a","type":"b"}""")]
    [InlineData("""{"type":null,"\u0074ype":"b"}""")]
    [InlineData("""{"timestamp":"bad","timestamp":"worse"}""")]
    [InlineData("""{"x":1,"x":2}""")]
    [InlineData("""{"metadata":{"a":1,"a":2}}""")]
    [InlineData("""{"x":[{"a":1,"a":2}]}""")]
    [InlineData("""{"links":[{"url":"a","url":"b"}]}""")]
    [InlineData("""{"links":[{"url":"a","type":null,"type":"b"}]}""")]
    [InlineData("""{"title":"\ud83e"}""")]
    [InlineData("""{"x":["\uD83E"]}""")]
    [InlineData("""{"metadata":{"\udd80":1}}""")]
    public void What_is_no_record_is_refused(string line)
    {
        Assert.ThrowsAny<JsonException>(() => MemoryRecords.Parse(line));
    }

    [Fact]
    public void Bytes_that_are_no_text_are_refused()
    {
        byte[] line = [.. "{\"title\":\""u8, 0xff, .. "\"}"u8];

        Assert.ThrowsAny<JsonException>(() => MemoryJson.Read(line, oddities: null));
    }

    [Fact]
    public void Sixty_four_levels_are_read_and_one_more_is_refused()
    {
        static string Levels(int count) => $"{{\"x\":{new string('[', count - 1)}{new string(']', count - 1)}}}";

        Assert.Equal(Levels(64), Again(Levels(64)));
        Assert.ThrowsAny<JsonException>(() => MemoryRecords.Parse(Levels(65)));
    }

    [Fact]
    public void A_whole_surrogate_pair_in_escapes_is_text()
    {
        Assert.Equal("\U0001F980", MemoryRecords.Parse("""{"title":"\ud83e\udd80"}""").Title);
    }

    [Fact]
    public void No_prefix_of_a_line_is_taken_for_a_record()
    {
        byte[] line = Encoding.UTF8.GetBytes(MemoryRecords.TextOf(MemoryRecords.Full("id")));

        foreach (int length in Enumerable.Range(0, line.Length))
        {
            Assert.ThrowsAny<JsonException>(() => MemoryJson.Read(line.AsSpan(0, length), oddities: null));
        }
    }

    private static string Again(string line) => MemoryRecords.TextOf(MemoryRecords.Parse(line));
}
