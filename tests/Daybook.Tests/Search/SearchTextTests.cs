using Daybook.Search;
using Xunit;

namespace Daybook.Tests.Search;

public sealed class SearchTextTests
{
    [Theory]
    [InlineData("why did the deployment fail", "deploy | fail")]
    [InlineData("\"connection pool\" exhausted", "connect+pool | exhaust")]
    [InlineData("“connection pool”", "connect+pool")]
    [InlineData("\"state of the art\"", "state+art")]
    [InlineData("\"unbalanced words", "unbalanc | word")]
    [InlineData("\"\" \"one\"", "one")]
    [InlineData("\"3f2a9bc\"", "3f2a9bc*")]
    [InlineData("fail fails failed", "fail")]
    public void Words_and_phrases_become_clauses(string text, string clauses) => Assert.Equal(clauses, TermsOf.Question(text));

    [Theory]
    [InlineData("deploy*", "deploy*")]
    [InlineData("configurat*", "configurat* | configur")]
    [InlineData("cache*", "cache* | cach")]
    [InlineData("\"connection poo*\"", "connect+poo*")]
    [InlineData("\"connection poo\"*", "connect+poo*")]
    [InlineData("db/poo*", "db+poo* | db | poo*")]
    [InlineData("*", "")]
    public void A_star_behind_a_word_asks_for_its_beginning(string text, string clauses) => Assert.Equal(clauses, TermsOf.Question(text));

    [Theory]
    [InlineData("maxRetries", "max+retri | maxretri | max | retri")]
    [InlineData("db/pool.cs", "db+pool+cs | db | pool | cs")]
    [InlineData("E0277", "e0277*")]
    [InlineData("3f2a", "3f2a*")]
    [InlineData("1.2.3", "1.2.3")]
    [InlineData("2026-03-14", "20260314*")]
    [InlineData("01J9ZK", "01j9zk*")]
    [InlineData("550e8400-e29b", "550e8400+e29b | 550e8400e29b* | 550e8400* | e29b*")]
    public void Names_and_ids_are_asked_for_whole_and_by_their_parts(string text, string clauses) => Assert.Equal(clauses, TermsOf.Question(text));

    [Fact]
    public void A_whole_hash_finds_its_short_forms_too() => Assert.Equal(
        "0123456789abcdef* | 0123456 | 01234567 | 012345678 | 0123456789 | 0123456789a | 0123456789ab", TermsOf.Question("0123456789abcdef"));

    [Theory]
    [InlineData("march 2026", "march | 2026 | 202603")]
    [InlineData("14 March 2026", "14 | march | 2026 | 20260314 | 202603")]
    [InlineData("Mar 14th, 2026", "mar | 14th | 2026 | 20260314 | 202603")]
    [InlineData("may 2026", "2026 | 202605")]
    [InlineData("march against 12 windmills", "march | against | 12 | windmil")]
    public void Days_in_words_are_days(string text, string clauses) => Assert.Equal(clauses, TermsOf.Question(text));

    [Theory]
    [InlineData("数据库", "数据+据库 | 数据 | 据库")]
    [InlineData("池", "池*")]
    public void Writing_without_blanks_is_asked_for_by_pairs(string text, string clauses) => Assert.Equal(clauses, TermsOf.Question(text));

    [Theory]
    [InlineData("what is it")]
    [InlineData("\"to be or not to be\"")]
    public void Nothing_but_stop_words_is_looked_for_as_it_stands(string text) => Assert.NotEmpty(SearchText.Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData("   \t\n")]
    [InlineData("() ^ * \" '' -- !? 😀")]
    public void A_question_that_says_nothing_has_no_clauses(string text) => Assert.Empty(SearchText.Parse(text));

    [Theory]
    [InlineData("a AND b OR NOT c", "b | c")]
    [InlineData("NEAR(pool exhausted, 5)", "near | pool | exhaust | 5")]
    [InlineData("title:pool ^start {x} pool-*", "titl+pool | titl | pool | start | x")]
    public void Operators_are_words(string text, string clauses)
    {
        string[] known = TermsOf.Question(text).Split(" | ");

        Assert.Subset(known.ToHashSet(), clauses.Split(" | ").ToHashSet());
    }

    [Fact]
    public void A_long_question_has_64_clauses_and_a_long_phrase_32_terms()
    {
        string words = string.Join(' ', Enumerable.Range(100, 1000).Select(number => $"w{number}x"));

        Assert.Equal(SearchText.ClausesMax, SearchText.Parse(words).Count);
        Assert.Equal(SearchText.PhraseTermsMax, Assert.Single(SearchText.Parse($"\"{words}\"")).Terms.Count);
    }
}
