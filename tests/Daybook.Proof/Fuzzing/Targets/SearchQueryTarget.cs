using System.Buffers;
using System.Text;
using Daybook.Embedded.Search;
using Daybook.Search;

namespace Daybook.Proof.Fuzzing.Targets;

/// <summary>What somebody searches for, and any text that is indexed: nothing of it is wrong.</summary>
internal sealed class SearchQueryTarget() : FuzzTarget(
    "search-query",
    Seed.Texts(
        "pool exhausted", "\"connection pool\" leak*", "src/db/PoolManager.cs:42", "v1.2.3-rc.1 2026-11-01T12:00Z", "01KTK4DFAS04MCX5GP1W2R6NEP", "e4874d664c35 #1234 TASK-77", "don't we'll naïve ÜBER straße",
        "数据库连接池 データベース 데이터", "getHTTPResponseCode snake_case_name kebab-case", "\u201Cquoted\u201D text", "yesterday 12:30 noon 0x1F 1e5 10%"),
    "\"", "*", "'", "\u2019", "-", "_", ".", "/", ":", "\u0301", "İ", "ﬁ", "ß", "漢", "한", "ア", "0", "deadbeef", "'s", "ingly", "OR", "NEAR(", "()", "AND NOT")
{
    private static readonly SearchValues<char> NotInTerms = SearchValues.Create("\"* \n\0()\uFFFD");

    public override void Run(ReadOnlySpan<byte> input)
    {
        string text = TextOf(input);
        IReadOnlyList<SearchClause> clauses = SearchText.Parse(text);
        Claim(clauses.Count <= SearchText.ClausesMax, "there are too many clauses");
        foreach (SearchClause clause in clauses)
        {
            Claim(clause.Terms.Count is > 0 and <= SearchText.PhraseTermsMax, "a clause has no terms, or too many");
            Claim(clause.Terms.All(IsTerm), $"a term is none: {string.Join('|', clause.Terms)}");
            Claim(MatchExpression.Of(clause).Count(static sign => sign == '"') == 2, "a question says more than it should");
        }

        var terms = new ArrayBufferWriter<byte>();
        SearchTerms.Write(text, terms);
        foreach (Range range in terms.WrittenSpan.Split((byte)' '))
        {
            ReadOnlySpan<byte> term = terms.WrittenSpan[range];
            Claim(term.IsEmpty || IsTerm(Encoding.UTF8.GetString(term)), "a text has a term that is none: " + Encoding.UTF8.GetString(term));
        }
    }

    private static bool IsTerm(string term) =>
        term.Length > 0 && Encoding.UTF8.GetByteCount(term) <= SearchTerms.BytesMax && !term.AsSpan().ContainsAny(NotInTerms) && term.All(static sign => !char.IsAsciiLetterUpper(sign));
}
