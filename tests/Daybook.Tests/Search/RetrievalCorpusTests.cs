using System.Buffers;
using System.Text;
using Daybook.Benchmarks.Retrieval;
using Daybook.Search;
using Xunit;

namespace Daybook.Tests.Search;

/// <summary>What the records and questions promise by which the quality of search is measured.</summary>
public sealed class RetrievalCorpusTests
{
    private const int RecordsMin = 500;
    private const int QuestionsMin = 300;
    private const int QuestionsOfClassMin = 40;
    private const int TextLengthMin = 40;
    private const int TextLengthMax = 900;

    private static readonly RetrievalCorpus Corpus = RetrievalCorpus.Read(Checkout());

    [Fact]
    public void There_are_500_records_of_every_kind_with_an_id_each()
    {
        Assert.True(Corpus.Records.Count >= RecordsMin);
        Assert.Equal(RecordKinds.All.Order(), Corpus.Records.Select(record => record.Kind).Distinct().Order());
        Assert.DoesNotContain(Corpus.Records.CountBy(record => record.Id), count => count.Value > 1);
    }

    [Fact]
    public void Every_record_has_a_time_and_is_neither_a_word_nor_a_book()
    {
        Assert.DoesNotContain(Corpus.Records, record => record.Timestamp is null);
        Assert.DoesNotContain(Corpus.Records, record => (record.Title + record.Summary + record.Body).Length is < TextLengthMin or > TextLengthMax);
    }

    [Fact]
    public void There_are_300_questions_and_enough_of_every_class()
    {
        Assert.True(Corpus.Questions.Count >= QuestionsMin);
        string[] classes = ["date", "decision", "identifier", "incident", "paraphrase", "what_did_we_do", "word_form"];
        Dictionary<string, int> counts = Corpus.Questions.CountBy(question => question.Class).ToDictionary();
        Assert.Equal(classes, counts.Keys.Order(StringComparer.Ordinal));
        Assert.All(counts, count => Assert.True(count.Value >= QuestionsOfClassMin, $"{count}"));
    }

    [Fact]
    public void Every_question_is_asked_once_and_answered_by_records_that_exist()
    {
        HashSet<string> ids = [.. Corpus.Records.Select(record => record.Id)];
        Assert.DoesNotContain(Corpus.Questions.CountBy(question => question.Question), count => count.Value > 1);
        Assert.DoesNotContain(Corpus.Questions, question => question.Relevant.Count == 0 || !question.Relevant.All(ids.Contains));
    }

    [Fact]
    public void A_third_of_the_questions_shares_no_pair_of_stems_with_its_records()
    {
        Dictionary<string, HashSet<(string, string)>> pairs = Corpus.Records.ToDictionary(record => record.Id, PairsOf);
        int apart = Corpus.Questions.Count(question => !question.Relevant.Any(id => pairs[id].Overlaps(PairsIn(question.Question))));
        Assert.True(apart * 3 >= Corpus.Questions.Count, $"{apart} of {Corpus.Questions.Count}");
    }

    private static HashSet<(string First, string Second)> PairsOf(SearchDocument record) =>
        [.. new[] { record.Title, record.Summary, record.Body, string.Join(' ', record.Tags) }.Concat(record.Paths).SelectMany(PairsIn)];

    private static IEnumerable<(string First, string Second)> PairsIn(string text)
    {
        var written = new ArrayBufferWriter<byte>();
        SearchTerms.Write(text, written);
        string[] terms = Encoding.UTF8.GetString(written.WrittenSpan).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return terms.Zip(terms.Skip(1));
    }

    private static string Checkout()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Daybook.slnx")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException($"{AppContext.BaseDirectory} is not inside a checkout");
    }
}
