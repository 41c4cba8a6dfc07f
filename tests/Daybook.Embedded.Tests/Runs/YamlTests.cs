using System.Diagnostics;
using System.Text;
using Daybook.Embedded.Runs;
using Xunit;

namespace Daybook.Embedded.Tests.Runs;

/// <summary>The YAML that a record needs, and what is refused of the rest.</summary>
public sealed class YamlTests
{
    public static readonly TheoryData<string, long, string> Hostile = new()
    {
        { "run_id: &a x", 1, "anchor" },
        { "run_id: x\nagent: *a", 2, "alias" },
        { "run_id: !!str x", 1, "tag" },
        { "run_id: !<> x", 1, "tag" },
        { "x:\n  - &a [1]\n  - *a", 2, "anchor" },
        { "x: [a, *b]", 1, "alias" },
        { "x: {a: !t b}", 1, "tag" },
        { "<<: x", 1, "merge" },
        { "a: 1\n---\nb: 2", 2, "second document" },
        { "a: 1\n...\nb: 2", 3, "second document" },
        { "a: 1\nb: 2\na: 3", 3, "twice" },
        { "a: 1\n\"a\": 3", 2, "twice" },
        { "\ta: 1", 1, "indented" },
        { " a: 1", 1, "indented" },
        { "x:\n\t- a", 2, "tab" },
        { "a: x\0y", 1, "control character" },
        { "a: \"x", 1, "does not end" },
        { "a: 'x", 1, "does not end" },
        { "a: \"x\" y", 1, "behind a value" },
        { "a: b: c", 1, "quote" },
        { "a: - b", 1, "quote" },
        { "a: b\n  c", 2, "goes on" },
        { "a", 1, "no field" },
        { "? a", 1, "no field" },
        { "- a", 1, "no field" },
        { "%YAML 1.2", 1, "no field" },
        { "a: [", 1, "does not end" },
        { "a: \"\\ud83d\"", 1, "surrogate" },
        { "a: \"\\q\"", 1, "means nothing" },
        { "a: |x\n b", 1, "several lines" },
    };

    [Theory]
    [MemberData(nameof(Hostile))]
    public void What_could_be_understood_in_several_ways_is_refused_with_its_line(string text, long line, string reason)
    {
        YamlFault fault = Assert.Throws<YamlFault>(() => Read(text));
        Assert.Equal(line, fault.Line);
        Assert.Contains(reason, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Deep_and_large_documents_are_refused_at_once()
    {
        string[] texts =
        [
            "a: " + new string('[', 10_000),
            "a: " + string.Concat(Enumerable.Repeat("{b: ", 10_000)),
            "a:\n" + string.Concat(Enumerable.Range(1, 1000).Select(depth => new string(' ', depth) + "b:\n")),
            "a: |\n" + string.Concat(Enumerable.Repeat("\n", 200_000)),
            string.Concat(Enumerable.Range(0, 5000).Select(number => $"k{number}: 1\n")),
            "a: " + new string('x', 2 << 20),
            "a: [" + new string(' ', 1_000_000),
            "a:\n  b" + new string(' ', 1_000_000) + "\n c: &d",
            "a: [" + string.Concat(Enumerable.Repeat("x ", 500_000)),
        ];
        long began = Stopwatch.GetTimestamp();
        foreach (string text in texts)
        {
            Assert.Throws<YamlFault>(() => Read(text));
        }

        Assert.True(Stopwatch.GetElapsedTime(began) < TimeSpan.FromSeconds(20), "a bound on a hang, not a measurement");
    }

    [Fact]
    public void Bytes_that_are_no_text_are_refused_with_their_line()
    {
        YamlFault fault = Assert.Throws<YamlFault>(() => YamlReader.Read([.. "a: 1\nb: "u8, 0xff, .. "\n"u8]));
        Assert.Equal(2, fault.Line);
    }

    [Theory]
    [InlineData("a: no", "no")]
    [InlineData("a: 012", "012")]
    [InlineData("a: 1:30", "1:30")]
    [InlineData("a: \"~\"", "~")]
    [InlineData("a: ~", null)]
    [InlineData("a: null", null)]
    [InlineData("a:", null)]
    [InlineData("a: # nothing", null)]
    [InlineData("a: 'it''s'", "it's")]
    [InlineData("a: x # comment", "x")]
    [InlineData("a: x#y", "x#y")]
    [InlineData("a: codex --prompt \"x y\"", "codex --prompt \"x y\"")]
    [InlineData("\uFEFFa: x\r\n", "x")]
    [InlineData("---\na: x\n...\n", "x")]
    [InlineData("a: \"\\x41\\u00e9\\U0001F98A\\ud83e\\udd8a\\e\\0\"", "Aé🦊🦊\u001B\0")]
    [InlineData("a: |\n  one\n   two\n\n  three\n", "one\n two\n\nthree\n")]
    [InlineData("a: |-\n  one\n  two\nb: c", "one\ntwo")]
    [InlineData("a: |+\n  one\n\nb: c", "one\n\n")]
    [InlineData("a: |2-\n   one\n  two", " one\ntwo")]
    [InlineData("a: >-\n  one\n  two\n\n  three", "one two\nthree")]
    public void A_value_is_the_text_that_it_says(string text, string? value)
    {
        Assert.Equal(value, Read(text)["a"].Text);
    }

    [Fact]
    public void Lists_and_maps_are_kept_as_they_stand()
    {
        const string Text = "a: [1, {b: \"]\"}] # c\nd:\n  - e: f\n    g: 'h'\n  - i\nj: k\nl: [1,\n  2]\n";
        OrderedDictionary<string, YamlValue> fields = Read(Text);
        Assert.Equal(["a", "d", "j", "l"], fields.Keys);
        var writer = new YamlWriter();
        foreach ((string name, YamlValue value) in fields)
        {
            writer.WriteSource(name, value.Source);
        }

        Assert.Equal(Text.Replace(" # c", "", StringComparison.Ordinal), Encoding.UTF8.GetString(writer.Encode()));
    }

    [Fact]
    public void Every_text_comes_back()
    {
        string[] pieces =
        [
            "a", "Z", "0", "9", " ", "  ", "\t", "\n", "\r", "\r\n", "\0", "\u0001", "\u001B", "\u007F", "\u0085", "\u00A0", "\u2028", "\u2029", "\uFEFF",
            "\"", "'", "\\", "#", " #", ":", ": ", "-", "- ", "?", "&", "*", "!", "|", ">", "%", "@", "`", "{", "}", "[", "]", ",", "~", "null", "no",
            "012", "1:30", "0x1f", "1e3", ".inf", "---", "...", "é", "🦊", "\uFFFD", "\u202E", "<<", "=",
        ];
        for (int seed = 0; seed < 20_000; seed++)
        {
            var random = new Random(seed);
            string text = string.Concat(Enumerable.Range(0, random.Next(6)).Select(_ => pieces[random.Next(pieces.Length)]));
            var writer = new YamlWriter();
            writer.Write("a", text);
            writer.Write("b", "end");
            OrderedDictionary<string, YamlValue> fields = YamlReader.Read(writer.Encode());
            Assert.True(fields["a"].Text == text && fields.Count == 2, $"seed {seed}: {Encoding.UTF8.GetString(writer.Encode())}");
        }
    }

    [Theory]
    [InlineData("no")]
    [InlineData("NULL")]
    [InlineData("012")]
    [InlineData("1:30")]
    [InlineData("~")]
    [InlineData("")]
    [InlineData("-")]
    [InlineData("2026-01-01")]
    public void What_could_be_misread_is_quoted(string text)
    {
        var writer = new YamlWriter();
        writer.Write("a", text);
        Assert.Equal($"a: \"{text}\"\n", Encoding.UTF8.GetString(writer.Encode()));
    }

    [Fact]
    public void Random_bytes_end_in_a_document_or_a_fault()
    {
        byte[] letters = Encoding.UTF8.GetBytes("a:- \n\t\"'[]{}&*!|>#,?%@é\r");
        for (int seed = 0; seed < 20_000; seed++)
        {
            var random = new Random(seed);
            byte[] content = [.. Enumerable.Range(0, random.Next(40)).Select(_ => letters[random.Next(letters.Length)])];
            try
            {
                YamlReader.Read(content);
            }
            catch (YamlFault fault)
            {
                Assert.True(fault.Line > 0, $"seed {seed}");
            }
        }
    }

    private static OrderedDictionary<string, YamlValue> Read(string text) => YamlReader.Read(Encoding.UTF8.GetBytes(text));
}
