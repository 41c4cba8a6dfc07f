using System.Text;
using System.Text.Json;
using Daybook.Memory;
using Daybook.Testing;
using Xunit;

namespace Daybook.Tests.Memory;

/// <summary>The glance at a line never disagrees with the full reader: it tells the same, or nothing.</summary>
public sealed class MemorySkimTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Plain_lines_of_both_systems_are_understood()
    {
        Assert.True(MemorySkim.TryRead(Bytes(MemoryRecords.TextOf(MemoryRecords.Full("id-1") with { Extra = MemoryRecords.Members("{}") })), out MemorySkim ours));
        Assert.Equal(["id-1", "incident", "acme/web", "abc1234def5678", "error", "pool:exhausted"], TextsOf(ours));
        Assert.Equal(["src/db.cs", "src/pool/"], PathsOf(ours));
        Assert.Equal(42, ours.PrNumber);

        const string Founding =
            """{"type": "revert", "repo": "a/b", "paths": ["x", "y/z"], "links": [{"url": "u", "type": null}], "pr_number": null, "summary": "\u2014 \"q\"", "timestamp": "2026-02-17T01:00:00.123456+00:00", "id": "1"}""";
        Assert.True(MemorySkim.TryRead(Bytes(Founding), out MemorySkim theirs));
        Assert.Equal(["x", "y/z"], PathsOf(theirs));
        Assert.Equal(new DateTimeOffset(2026, 2, 17, 1, 0, 0, TimeSpan.Zero).AddTicks(1234560), theirs.Timestamp);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("""{"type":"a"}}""")]
    [InlineData("""{"type":"a",}""")]
    [InlineData("""{"type":"a","type":"b"}""")]
    [InlineData("""{"type":"a","colour":"green"}""")]
    [InlineData("""{"type":"a","repo":"x\u0079"}""")]
    [InlineData("""{"type":"a","timestamp":1771290000}""")]
    [InlineData("""{"type":"a","pr_number":1e3}""")]
    [InlineData("""{"type":"a","pr_number":01}""")]
    [InlineData("""{"type":"a","title":"\ud83e"}""")]
    [InlineData("""{"type":"a","title":"\x"}""")]
    [InlineData("""{"type":"a","paths":["x",]}""")]
    [InlineData("""{"type":"a","paths":["x" "y"]}""")]
    [InlineData("""{"type":"a","paths":["x"}""")]
    [InlineData("""{"type":"a","metadata":{"b":"c}""")]
    [InlineData("""{"type":" "}""")]
    [InlineData("""{"type":"a","title":"cut""")]
    public void What_is_unusual_is_left_to_the_full_reader(string line) => Assert.False(MemorySkim.TryRead(Bytes(line), out _));

    [Fact]
    public void Whatever_is_done_to_a_line_the_glance_says_what_the_full_reader_says_or_nothing()
    {
        int seed = Environment.TickCount;
        var random = new Random(seed);
        string plain = MemoryRecords.TextOf(MemoryRecords.Full("id-1") with { Extra = MemoryRecords.Members("{}"), Metadata = MemoryRecords.Members("{}") });
        int understood = 0;
        for (int turn = 0; turn < 20_000; turn++)
        {
            byte[] line = Bytes(plain);
            for (int damage = random.Next(3); damage >= 0; damage--)
            {
                line[random.Next(line.Length)] = (byte)"\"\\,:{}[] 0u"[random.Next(11)];
            }

            if (MemorySkim.TryRead(line, out MemorySkim skim))
            {
                understood++;
                AssertSame(line, skim, seed);
            }
        }

        Assert.True(understood > 1_000, $"only {understood} lines were understood, seed {seed}");
    }

    [Fact]
    public void Whatever_is_done_to_a_line_its_record_is_the_one_of_the_full_reader()
    {
        int seed = Environment.TickCount;
        var random = new Random(seed);
        MemoryRecord full = MemoryRecords.Full("id-1") with
        {
            Extra = MemoryRecords.Members("{}"),
            Title = "quoted \"é\" \t\\ \U0001F642",
            Summary = "",
            SessionId = "s\u0001",
            SupersededBy = "id-2",
        };
        string[] plain = [MemoryRecords.TextOf(full), MemoryRecords.TextOf(full with { Metadata = MemoryRecords.Members("{}"), Links = [] })];
        int plainly = 0;
        for (int turn = 0; turn < 20_000; turn++)
        {
            byte[] line = Bytes(plain[turn % 2]);
            for (int damage = random.Next(3); damage > 0; damage--)
            {
                line[random.Next(line.Length)] = (byte)"\"\\,:{}[] 0ud"[random.Next(12)];
            }

            plainly += MemorySkim.TryRead(line, out MemorySkim skim) ? 1 : 0;
            Assert.Equal(ReadBy(static bytes => MemoryReader.Read(bytes, []), line), ReadBy(static bytes => MemoryJson.Read(bytes, []), line));
        }

        Assert.True(plainly > 5_000, $"only {plainly} lines were understood, seed {seed}");
    }

    [Fact]
    public void A_line_that_a_query_finds_is_never_passed_over()
    {
        int seed = Environment.TickCount;
        var random = new Random(seed);
        string[] words = ["", "a", "b", "src", "src/a", "src/a/b", "./src", "src/../a", "C:\\x", "é", "A", " a "];
        int passed = 0;
        int lacking = 0;
        for (int turn = 0; turn < 20_000; turn++)
        {
            string? Word() => random.Next(3) == 0 ? null : words[random.Next(words.Length)];
            MemoryRecord record = MemoryRecords.Full(Word()) with
            {
                Extra = MemoryRecords.Members("{}"),
                Type = Word() ?? "incident",
                Repo = Word(),
                Sha = Word(),
                Fingerprint = Word(),
                PrNumber = random.Next(3),
                Severity = random.Next(2) == 0 ? "high" : Word(),
                Timestamp = random.Next(4) == 0 ? null : Now.AddHours(-random.Next(48)),
                RecordedAt = random.Next(4) == 0 ? null : Now.AddHours(-random.Next(48)),
                Paths = [.. Enumerable.Range(0, random.Next(3)).Select(_ => Word() ?? "x")],
            };
            var query = new MemoryQuery
            {
                Paths = [.. Enumerable.Range(0, random.Next(3)).Select(_ => Word() ?? "x")],
                Fingerprint = Word(),
                Sha = Word(),
                Text = random.Next(4) == 0 ? Word() : null,
                PrNumber = random.Next(3) == 0 ? null : random.Next(6),
                Repo = random.Next(2) == 0 ? null : Word(),
                Type = random.Next(3) == 0 ? Word() : null,
                Severity = random.Next(4) == 0 ? "high" : null,
                Since = random.Next(4) == 0 ? Now.AddHours(-random.Next(48)) : null,
                Until = random.Next(4) == 0 ? Now.AddHours(-random.Next(48)) : null,
            };
            var matcher = new MemoryMatcher(query, Now.AddHours(-40));
            string line = MemoryRecords.TextOf(record);
            bool mayMatch = matcher.MayMatch(Bytes(line)) && !matcher.Lacks(Bytes(line));
            passed += mayMatch ? 0 : 1;
            lacking += matcher.Lacks(Bytes(line)) ? 1 : 0;
            Assert.True(mayMatch || matcher.Match(MemoryRecords.Parse(line)) is null, $"seed {seed}: {line} by {query}");
        }

        Assert.True(passed > 1_000 && lacking > 100, $"only {passed} lines were passed over, {lacking} at the first glance, seed {seed}");
    }

    private static string ReadBy(Func<byte[], MemoryRecord> reader, byte[] line)
    {
        try
        {
            return MemoryRecords.TextOf(reader(line));
        }
        catch (JsonException failure)
        {
            return failure.Message;
        }
    }

    private static void AssertSame(byte[] line, MemorySkim skim, int seed)
    {
        string text = Encoding.UTF8.GetString(line);
        try
        {
            var oddities = new List<string>();
            MemoryRecord record = MemoryJson.Read(line, oddities);
            Assert.All(oddities, oddity => Assert.True(oddity.StartsWith("links", StringComparison.Ordinal), $"seed {seed}: {text}"));
            string?[] expected = [record.Id, record.Type, record.Repo, record.Sha, record.Severity, record.Fingerprint];
            Assert.Equal(expected.Select(field => field ?? ""), TextsOf(skim));
            Assert.Equal(record.Paths, PathsOf(skim));
            Assert.Equal(record.PrNumber, skim.PrNumber);
            Assert.Equal(record.Timestamp, skim.Timestamp);
            Assert.Equal(record.RecordedAt, skim.RecordedAt);
        }
        catch (JsonException failure)
        {
            // Only what is between the brackets of links is not looked at.
            Assert.True(text.Contains("\"links\":[", StringComparison.Ordinal), $"seed {seed}: {failure.Message}: {text}");
        }
    }

    private static string[] TextsOf(MemorySkim skim) =>
    [
        MemorySkim.TextOf(skim.Id) ?? "", MemorySkim.TextOf(skim.Type) ?? "", MemorySkim.TextOf(skim.Repo) ?? "",
        MemorySkim.TextOf(skim.Sha) ?? "", MemorySkim.TextOf(skim.Severity) ?? "", MemorySkim.TextOf(skim.Fingerprint) ?? "",
    ];

    private static List<string> PathsOf(MemorySkim skim)
    {
        var found = new List<string>();
        ReadOnlySpan<byte> paths = skim.Paths;
        while (MemorySkim.TryTakePath(ref paths, out ReadOnlySpan<byte> path))
        {
            found.Add(Encoding.UTF8.GetString(path));
        }

        return found;
    }

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
