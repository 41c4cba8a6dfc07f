using System.Globalization;
using System.Text;
using Daybook.Benchmarks.Measuring;

namespace Daybook.Benchmarks.Retrieval;

/// <summary>Whether a search finds what was meant, class by class of question, against what one has without it.</summary>
internal sealed class RetrievalQuestion : IBenchmark
{
    private const string Overall = "all";

    public string Name => "retrieval";

    public Task<string> RunAsync(BenchDirectory directory)
    {
        RetrievalCorpus corpus = RetrievalCorpus.Read(Machine.RepositoryRoot);
        var ours = new DaybookRanking(corpus.Records);
        var plain = new PlainBm25Ranking(corpus.Records);
        Answered[] answers =
        [
            .. from ranking in new IRanking[] { new SubstringRanking(corpus.Records), plain, ours }
               from question in corpus.Questions
               select new Answered(ranking.Name, question, ranking.Rank(question.Question, RankingQuality.Depth)),
        ];
        var text = new StringBuilder();
        text.AppendLine("# Does a search find what was meant?").AppendLine();
        text.AppendLine(CultureInfo.InvariantCulture, $"{corpus.Questions.Count} questions to {corpus.Records.Count} records, all written by hand for this measurement");
        text.AppendLine("(`bench/Daybook.Benchmarks/Retrieval`). Recall is the share of the records that answer a question among the first five or ten; MRR is the mean");
        text.AppendLine("of one divided by the place of the first of them.").AppendLine();
        AppendTable(text, answers);
        AppendMisses(text, [.. answers.Where(answer => answer.Ranking == ours.Name)]);
        foreach (IGrouping<string, Answered> lost in ByClass(answers).Where(group => RecallOf(group, ours) <= RecallOf(group, plain)))
        {
            Console.Error.WriteLine($"{lost.Key}: recall@10 of {ours.Name} is not above that of {plain.Name}");
            Environment.ExitCode = 1;
        }

        return Task.FromResult(text.ToString());
    }

    private static void AppendTable(StringBuilder text, Answered[] answers)
    {
        text.AppendLine("| questions | | recall@5 | recall@10 | MRR |").AppendLine("|---|---|---|---|---|");
        foreach (IGrouping<string, Answered> group in ByClass(answers))
        {
            foreach (IGrouping<string, Answered> ranking in group.GroupBy(answer => answer.Ranking))
            {
                RankingQuality quality = QualityOf(ranking);
                text.AppendLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"| {group.Key}, {ranking.Count()} | {ranking.Key} | {quality.RecallAt5:0.000} | {quality.RecallAt10:0.000} | {quality.ReciprocalRank:0.000} |"));
            }
        }

        text.AppendLine();
    }

    private static void AppendMisses(StringBuilder text, Answered[] answers)
    {
        Answered[] missed = [.. answers.Where(answer => answer.Quality.RecallAt10 < 1)];
        text.AppendLine(CultureInfo.InvariantCulture, $"## What {answers[0].Ranking} misses").AppendLine();
        text.AppendLine(CultureInfo.InvariantCulture, $"{missed.Length} questions, of which {missed.Count(answer => answer.Quality.RecallAt10 == 0)} have nothing among the first ten that answers them.").AppendLine();
        text.AppendLine("| class | question | not among the first ten | place of the first that answers |").AppendLine("|---|---|---|---|");
        foreach (Answered answer in missed)
        {
            IEnumerable<string> absent = answer.Question.Relevant.Except(answer.Ids.Take(10));
            string place = answer.Quality.ReciprocalRank > 0 ? $"{1 / answer.Quality.ReciprocalRank:0}" : "none";
            text.AppendLine($"| {answer.Question.Class} | {answer.Question.Question} | {string.Join(' ', absent)} | {place} |");
        }
    }

    private static IEnumerable<IGrouping<string, Answered>> ByClass(Answered[] answers) =>
        answers.GroupBy(answer => answer.Question.Class).OrderBy(group => group.Key, StringComparer.Ordinal).Concat(answers.GroupBy(_ => Overall));

    private static double RecallOf(IEnumerable<Answered> answers, IRanking ranking) =>
        QualityOf(answers.Where(answer => answer.Ranking == ranking.Name)).RecallAt10;

    private static RankingQuality QualityOf(IEnumerable<Answered> answers) => RankingQuality.Average([.. answers.Select(answer => answer.Quality)]);

    private sealed record Answered(string Ranking, JudgedQuestion Question, IReadOnlyList<string> Ids)
    {
        internal RankingQuality Quality { get; } = RankingQuality.Of(Question, Ids);
    }
}
