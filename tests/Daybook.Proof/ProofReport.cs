using System.Globalization;

namespace Daybook.Proof;

/// <summary>What a proof covered without finding anything against its claim.</summary>
/// <param name="Counted">Cases, in the unit of the proof.</param>
/// <param name="Lines">What else is worth to know: the cases by kind, one line each.</param>
internal sealed record ProofReport(long Counted, IReadOnlyList<string> Lines)
{
    /// <summary>Says in words what was covered, and whether that is less than was wanted.</summary>
    /// <exception cref="ProofFailedException">It is too little to prove anything.</exception>
    public string Describe(IProof proof, ProofBudget budget)
    {
        double share = (double)Counted / budget.Wanted;
        string told = string.Create(CultureInfo.InvariantCulture, $"{Counted:N0} {proof.Unit} in {budget.Elapsed.TotalSeconds:0} s, seed {budget.Seed}");
        if (Counted < budget.Least)
        {
            throw new ProofFailedException(string.Create(
                CultureInfo.InvariantCulture, $"only {told}; {budget.Least:N0} is the least that proves anything"));
        }

        return share >= 1 ? told : string.Create(CultureInfo.InvariantCulture, $"{told}; scaled down to {share:P0} of {budget.Wanted:N0}, for want of time");
    }
}
