using Xunit;

namespace Daybook.Tests.Search;

public sealed class SearchTermsTests
{
    [Fact]
    public void Words_are_stemmed_and_stop_words_left_out() =>
        Assert.Equal("connect pool exhaust deploy", TermsOf.Record("The connections of the pool were exhausted by a deployment."));

    [Theory]
    [InlineData("maxRetries", "max retri maxretri")]
    [InlineData("MAX_RETRIES", "max retri maxretri")]
    [InlineData("max-retries", "max retri maxretri")]
    [InlineData("HTTPServer2", "http server2 server httpserver2")]
    [InlineData("IService", "iservic servic")]
    [InlineData("OAuth2Token", "oauth2 token oauth oauth2token")]
    [InlineData("APIs and URLs", "api url")]
    [InlineData("src/db/ConnectionPool.cs", "src db connect pool cs connectionpool")]
    [InlineData("foo::bar", "foo bar")]
    [InlineData("ERR_CONN_RESET", "err conn reset errconnreset")]
    public void Names_are_found_by_their_words_and_in_one_piece(string text, string terms) => Assert.Equal(terms, TermsOf.Record(text));

    [Theory]
    [InlineData("E0277", "e0277 0277")]
    [InlineData("CS8602", "cs8602 8602")]
    [InlineData("python3", "python3 python")]
    [InlineData("500ms", "500ms 500")]
    [InlineData("3f2a9bc1", "3f2a9bc1")]
    [InlineData("x86_64", "x86 64 x8664")]
    [InlineData("v1.2.3-beta", "1.2.3 beta 1.2")]
    [InlineData("10.0.0.12:8080", "10.0.0.12 8080 10.0.0 10.0")]
    [InlineData("550E8400-e29b-41d4-a716-446655440000", "550e8400e29b41d4a716446655440000")]
    [InlineData("01J9ZK3M5N6P7Q8R9S0T1V2W3X", "01j9zk3m5n6p7q8r9s0t1v2w3x")]
    [InlineData("#123", "123")]
    [InlineData("502s 30s", "502 30s")]
    public void Codes_versions_and_ids_are_one_term_each_with_their_halves_beside(string text, string terms) => Assert.Equal(terms, TermsOf.Record(text));

    [Theory]
    [InlineData("2026-03-14", "20260314 202603 2026")]
    [InlineData("2026/03/14", "20260314 202603 2026")]
    [InlineData("2026-03", "202603 2026")]
    [InlineData("2026-03-14T10:22:33.123Z", "20260314 10:22 202603 2026")]
    [InlineData("14:32", "14:32")]
    [InlineData("2026-13-14", "2026 13 14 20261314")]
    [InlineData("CVE-2026-03123", "cve 2026 03123 cve202603123")]
    public void Days_hold_their_month_and_year(string text, string terms) => Assert.Equal(terms, TermsOf.Record(text));

    [Theory]
    [InlineData("Café naïve Straße İstanbul", "cafe naiv strass istanbul")]
    [InlineData("ΑΓΆΠΗ Ёлка", "αγαπη елка")]
    [InlineData("ｆｕｌｌ ٣٤", "full 34")]
    [InlineData("e\u0301tude", "etud")]
    public void Case_accents_and_width_do_not_matter(string text, string terms) => Assert.Equal(terms, TermsOf.Record(text));

    [Theory]
    [InlineData("数据库", "数据 据库 库")]
    [InlineData("池", "池")]
    [InlineData("the データ base", "デー ータ base タ")]
    [InlineData("서버를", "서버 버를 를")]
    public void Writing_without_blanks_is_taken_by_pairs_of_letters(string text, string terms) => Assert.Equal(terms, TermsOf.Record(text));

    [Fact]
    public void Shortened_words_lose_what_is_short() => Assert.Equal("server", TermsOf.Record("don't we'll the server's it\u2019s"));

    [Fact]
    public void A_stop_word_in_capitals_is_a_name() => Assert.Equal("can bus it us", TermsOf.Record("the CAN bus of IT in the US, and it can"));

    [Fact]
    public void A_word_without_end_is_cut() => Assert.Equal(64, TermsOf.Record(new string('x', 100_000)).Length);

    [Fact]
    public void Signs_emoji_and_halves_of_characters_are_no_terms() => Assert.Equal("test", TermsOf.Record("😀 -- \0\u0007 \uD800 test😀 \uDC00 …"));
}
