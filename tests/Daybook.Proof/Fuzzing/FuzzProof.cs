using System.Globalization;

namespace Daybook.Proof.Fuzzing;

/// <summary>Every parser, attacked with what is nearly right.</summary>
internal sealed class FuzzProof : IProof
{
    private const long Each = 100_000;

    public string Name => "fuzz";

    public string Claim => "Whatever a parser is given, it answers, or refuses with an error of its contract; what it accepts it can write again without loss.";

    public string Unit => "inputs";

    public long Wanted => Each * FuzzTargets.All.Count;

    public TimeSpan Limit => TimeSpan.FromSeconds(60);

    public TimeSpan Takes => TimeSpan.FromSeconds(40);

    public async Task<ProofReport> RunAsync(ProofBudget budget)
    {
        int parsers = FuzzTargets.All.Count;
        var run = new FuzzRun(FuzzTargets.All, FuzzRun.HangMax);
        await run.RunAsync(budget, (budget.Wanted + parsers - 1) / parsers);
        if (run.Findings.Count > 0)
        {
            throw new ProofFailedException($"{run.Findings.Count} parsers fail:\n{string.Join("\n", run.Findings)}");
        }

        // The one that was tried least decides: a claim about every parser is as strong as that.
        long least = run.Done.Min();
        return new ProofReport(least * parsers, [Line($"{parsers} parsers, each {least:N0} times or more"), .. FuzzTargets.All.Select((target, index) =>
            Line($"{target.Name}: {run.Done[index]:N0}, {run.TimeOf(index).TotalMicroseconds / Math.Max(1, run.Done[index]):0.0} µs each"))]);
    }

    private static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
