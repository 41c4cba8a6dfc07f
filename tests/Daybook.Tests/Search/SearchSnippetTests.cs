using Daybook.Search;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Daybook.Tests.Search;

public sealed class SearchSnippetTests
{
    [Fact]
    public void A_short_text_stands_whole_on_one_line() =>
        Assert.Equal("first line second", Snippet("first\n\tline \u0007 second\r\n", "second"));

    [Fact]
    public void A_long_text_is_cut_around_what_was_asked_at_blanks()
    {
        string filler = string.Concat(Enumerable.Repeat("lorem ipsum dolor ", 40));

        string snippet = Snippet($"{filler}the pool was exhausted by the deploy {filler}", "exhausted pool");

        Assert.StartsWith("…", snippet, StringComparison.Ordinal);
        Assert.EndsWith("…", snippet, StringComparison.Ordinal);
        Assert.Contains("the pool was exhausted by", snippet, StringComparison.Ordinal);
        Assert.All(snippet.Trim('…').Split(' '), word => Assert.Contains(word, $"{filler}the pool was exhausted by the deploy".Split(' ')));
        Assert.True(snippet.Length <= SearchSnippet.CharactersMax + 2);
    }

    [Fact]
    public void The_part_with_most_different_words_wins_and_body_only_when_it_has_more()
    {
        var document = new SearchDocument { Kind = "memory", Id = "1", Summary = "pool pool pool", Body = "pool exhausted" };

        Assert.Equal("pool exhausted", SearchSnippet.Of(document, SearchText.Parse("pool exhausted")));
        Assert.Equal("pool pool pool", SearchSnippet.Of(document, SearchText.Parse("pool")));
        Assert.Equal("pool pool pool", SearchSnippet.Of(document, SearchText.Parse("nothing")));
    }

    [Fact]
    public void A_record_without_a_text_shows_its_title() =>
        Assert.Equal("Only this", SearchSnippet.Of(new SearchDocument { Kind = "memory", Id = "1", Title = "Only this" }, []));

    [Theory]
    [InlineData("A title\nand more", "", "", "A title")]
    [InlineData("", "\n\n first line\nsecond", "", "first line")]
    [InlineData(" ", "", "of the body", "of the body")]
    [InlineData("", "", "", "id-1")]
    public void A_title_is_the_first_line_that_there_is(string title, string summary, string body, string expected) =>
        Assert.Equal(expected, SearchSnippet.TitleOf(new SearchDocument { Kind = "memory", Id = "id-1", Title = title, Summary = summary, Body = body }));

    [Fact]
    public void No_text_makes_a_snippet_with_control_characters_or_half_characters()
    {
        Gen<char> characters = Gen.Choose(0, 0x2100).Select(value => (char)value).Or(Gen.Choose(0xD7F0, 0xE010).Select(value => (char)value)).Or(Gen.Elements(' ', 'a', '\n'));
        Arbitrary<string> texts = Gen.ArrayOf(characters).Select(letters => new string([.. Enumerable.Repeat(letters, 9).SelectMany(part => part)])).ToArbitrary();

        Prop.ForAll(texts, text => IsClean(Snippet(text, "a b c")) && IsClean(Snippet(text, text)))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(1000).WithQuietOnSuccess(true));
    }

    private static string Snippet(string summary, string question) =>
        SearchSnippet.Of(new SearchDocument { Kind = "memory", Id = "1", Summary = summary }, SearchText.Parse(question));

    private static bool IsClean(string snippet) => !snippet.Any(char.IsControl)
        && snippet.Length <= SearchSnippet.CharactersMax + 44
        && snippet.EnumerateRunes().Sum(rune => rune.Utf16SequenceLength) == snippet.Length
        && new System.Text.UTF8Encoding(false, true).GetByteCount(snippet) >= 0;
}
