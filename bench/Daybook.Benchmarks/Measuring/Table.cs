using System.Globalization;
using System.Text;

namespace Daybook.Benchmarks.Measuring;

/// <summary>
/// Rows measured in rounds. In each round every row runs once, so that what the machine does meanwhile falls on all alike, and
/// the ratio of a row is taken within the round; printed are medians with the smallest and largest ratio.
/// </summary>
/// <param name="baseline">What the rows are compared with, in words.</param>
/// <param name="unit">What is measured.</param>
/// <param name="rounds">How many rounds count.</param>
/// <param name="warmUpRounds">How many before them do not: by then the compiler is done with what is measured.</param>
internal sealed class Table(string baseline, string unit, int rounds = 5, int warmUpRounds = 3)
{
    private readonly List<(string Name, Func<Task<double>> Measure, int Baseline, List<double> Costs)> rows = [];
    private int compared;

    /// <summary>Adds a row, which is compared with the first, or with the last that was added to compare with.</summary>
    internal void Add(string name, Func<Task<double>> measure) => rows.Add((name, measure, compared, []));

    /// <summary>Adds a row that those after it are compared with.</summary>
    internal void AddToCompareWith(string name, Func<Task<double>> measure)
    {
        compared = rows.Count;
        Add(name, measure);
    }

    /// <summary>Runs all rounds, after those that do not count.</summary>
    internal async Task<Table> RunAsync()
    {
        for (int round = 1 - warmUpRounds; round <= rounds; round++)
        {
            foreach ((string name, Func<Task<double>> measure, _, List<double> costs) in rows)
            {
                double cost = await measure();
                await Console.Error.WriteLineAsync($"round {round}: {name} {cost:0.0} {unit}");
                if (round > 0)
                {
                    costs.Add(cost);
                }
            }
        }

        return this;
    }

    internal string ToMarkdown(string title, string machine)
    {
        var text = new StringBuilder();
        text.AppendLine($"# {title}").AppendLine().AppendLine($"{machine}. Medians of {rounds} rounds; x = times as fast as {baseline} in the same round.").AppendLine();
        text.AppendLine($"| | {unit} | x | x, smallest to largest |").AppendLine("|---|---|---|---|");
        foreach ((string name, _, int with, List<double> costs) in rows)
        {
            double[] ratios = [.. costs.Select((cost, round) => rows[with].Costs[round] / cost).Order()];
            text.AppendLine(string.Create(
                CultureInfo.InvariantCulture,
                $"| {name} | {Median(costs):0.00} | {Ratio(Median(ratios))} | {Ratio(ratios[0])} to {Ratio(ratios[^1])} |"));
        }

        return text.ToString();
    }

    private static string Ratio(double ratio) => ratio.ToString(ratio < 0.1 ? "G2" : "0.00", CultureInfo.InvariantCulture);

    private static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted[sorted.Length / 2];
    }
}
