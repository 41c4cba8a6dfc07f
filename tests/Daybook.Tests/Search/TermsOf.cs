using System.Buffers;
using System.Text;
using Daybook.Search;

namespace Daybook.Tests.Search;

/// <summary>Terms and clauses as text, so that a test can say what it expects.</summary>
internal static class TermsOf
{
    public static string Record(string text)
    {
        var output = new ArrayBufferWriter<byte>();
        SearchTerms.Write(text, output);
        return Encoding.UTF8.GetString(output.WrittenSpan).TrimEnd(' ');
    }

    public static string Question(string text) =>
        string.Join(" | ", SearchText.Parse(text).Select(clause => string.Join('+', clause.Terms) + (clause.IsPrefix ? "*" : "")));

    /// <summary>Whether a question finds a record that says only this.</summary>
    public static bool Finds(string question, string text) => SearchScan.Search(
        [new SearchDocument { Kind = "memory", Id = "!", Summary = text }], new SearchQuery { Text = question }, DateTimeOffset.UnixEpoch).Items.Count == 1;
}
