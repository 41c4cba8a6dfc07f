using System.Text;
using Daybook.Search;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace Daybook.Tests.Search;

public sealed class SearchTextPropertyTests
{
    private const int Questions = 1_000;

    private static readonly string[] Pieces =
    [
        "\"", "\"\"", "'", "\u201C", "*", "**", "^", "(", ")", "((", "{", "}", "[", "]", "-", "--", "+", ":", ";", ",", ".", "..", "/", "\\", "|", "&&",
        "AND", "OR", "NOT", "NEAR(", "NEAR/5", "title:", "body : ", "{title body}:", "MATCH", "rank", "; DROP TABLE words; --", "\0", "\u0001", "\u001B[31m", "\u007F",
        "\r\n", "\t", "\u00A0", "\u2028", "\u202E", "\uFEFF", "\uD800", "\uDC00", "\uD83D\uDE00", "👩‍👩‍👧", "e\u0301\u0301\u0301", "数据库", "데이터", "ข้อมูล", "قاعدة", "नमस्ते", "ﬁ",
        "%s%n", "${x}", "<b>", "src/db/pool.cs", "E0277", "3f2a9bc", "2026-03-14", "99999999999999999999", "v1.2.3.4.5.6.7.8.9.10", "a", "the", "pool", "exhausted",
        "maxRetries", "10:22", "'s", "x's'", "2026-", "12345678-", "v1.", "1.2.",
    ];

    private static readonly SearchDocument[] Documents =
    [
        new() { Kind = "memory", Id = "1", Title = "Pool exhausted", Summary = "src/db/pool.cs failed with E0277 on 2026-03-14" },
        new() { Kind = "tasks", Id = "2", Title = "数据库 near or not", Body = "NEAR(title:body) maxRetries 3f2a9bc1d2" },
    ];

    [Fact]
    public void A_thousand_hostile_questions_are_answered()
    {
        int seed = Random.Shared.Next();
        var random = new Random(seed);
        for (int number = 0; number < Questions; number++)
        {
            string text = Hostile(random, number);
            try
            {
                SearchAnswer answer = SearchScan.Search(Documents, new SearchQuery { Text = text }, DateTimeOffset.UnixEpoch);

                Assert.All(answer.Items, hit => Assert.True(hit.Score > 0 && double.IsFinite(hit.Score)));
                Assert.True(SearchText.Parse(text).Count <= SearchText.ClausesMax);
                Assert.All(SearchText.Parse(text), CheckClause);
            }
            catch (Exception fault)
            {
                throw new InvalidOperationException($"seed {seed}, question {number}: {text}", fault);
            }
        }
    }

    [Fact]
    public void Any_text_becomes_terms_that_hold_no_blanks_and_no_capitals()
    {
        Prop.ForAll(Texts(), text => TermsOf.Record(text).Split(' ').All(term => term.Length == 0 || IsTerm(term)) || text.Length == 0)
            .Check(Config.QuickThrowOnFailure.WithMaxTest(2000).WithQuietOnSuccess(true));
    }

    [Fact]
    public void Any_text_that_says_something_is_found_by_itself()
    {
        Prop.ForAll(Texts(), text => SearchText.Parse(text).Count == 0 || TermsOf.Record(text).Length == 0 || TermsOf.Finds(text, text))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(2000).WithQuietOnSuccess(true));
    }

    [Fact]
    public void Any_word_is_found_in_any_text_around_it()
    {
        Gen<string> words = Gen.ArrayOf(Gen.Elements("abcxyzABCXYZ019éßЖ数_-./:'".ToCharArray())).Select(letters => new string(letters));

        Prop.ForAll(words.ToArbitrary(), word => SearchText.Parse(word).Count == 0 || TermsOf.Record(word).Length == 0 || TermsOf.Finds(word, $"before ({word}), after"))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(5000).WithQuietOnSuccess(true));
    }

    private static string Hostile(Random random, int number)
    {
        var text = new StringBuilder();
        int lengthMax = number % 100 == 0 ? 100_000 : random.Next(1, 80);
        while (text.Length < lengthMax)
        {
            _ = random.Next(8) == 0 ? text.Append((char)random.Next(char.MaxValue + 1)) : text.Append(Pieces[random.Next(Pieces.Length)]);
            _ = random.Next(2) == 0 ? text.Append(' ') : text;
        }

        return text.ToString();
    }

    private static Arbitrary<string> Texts()
    {
        Gen<string> character = Gen.Choose(0, char.MaxValue).Select(value => ((char)value).ToString());
        return Gen.ArrayOf(Gen.Elements(Pieces).Or(character)).Select(pieces => string.Concat(pieces)).ToArbitrary();
    }

    private static void CheckClause(SearchClause clause)
    {
        Assert.Equal(clause.Terms.Count > 1, clause.IsPhrase);
        Assert.All(clause.Terms, term => Assert.True(IsTerm(term), term));
    }

    private static bool IsTerm(string term) => term.Length > 0
        && Encoding.UTF8.GetByteCount(term) <= SearchTerms.BytesMax
        && term.All(letter => letter is '.' or ':' || letter > 127 || char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter))
        && !term.Any(char.IsControl) && !term.Any(char.IsWhiteSpace);
}
