using System.Globalization;
using Xunit.Sdk;

namespace Daybook.Proof;

/// <summary>One proof, run and told.</summary>
/// <param name="proof">The proof.</param>
/// <param name="output">Where it is told.</param>
internal sealed class ProofRun(IProof proof, TextWriter output)
{
    /// <summary>Runs it.</summary>
    /// <returns>Whether the claim stands; also where this machine forbids the experiment, which is said.</returns>
    public async Task<bool> TryAsync(ProofBudget budget)
    {
        await output.WriteLineAsync($"{proof.Name}: {proof.Claim}");
        try
        {
            ProofReport report = await proof.RunAsync(budget);
            foreach (string line in report.Lines)
            {
                await output.WriteLineAsync("  " + line);
            }

            await output.WriteLineAsync($"  holds: {report.Describe(proof, budget)}");
            return true;
        }
        catch (SkipException skipped)
        {
            await output.WriteLineAsync($"  not run: {skipped.Message}");
            return skipped.Message.Contains("forbidden here", StringComparison.Ordinal);
        }
        catch (Exception failure)
        {
            await output.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture, $"  DOES NOT HOLD: {failure}\n  again: dotnet run --project tests/Daybook.Proof -- {proof.Name} --seed {budget.Seed}"));
            return false;
        }
    }
}
