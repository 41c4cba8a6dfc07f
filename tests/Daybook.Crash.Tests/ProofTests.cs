using Daybook.Proof;
using Xunit;

namespace Daybook.Crash.Tests;

/// <summary>A sample of every proof, so that each is known to run and to hold; the whole is <c>dotnet run --project tests/Daybook.Proof</c>.</summary>
public sealed class ProofTests(ITestOutputHelper output)
{
    /// <summary>The share of a whole run that a build has time for.</summary>
    private const double Share = 0.002;

    /// <summary>Always the same, so that what is green stays green; a run by hand has one of its own.</summary>
    private const int Seed = 1;

    public static TheoryData<string> Names => [.. Proofs.All.Select(static proof => proof.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_sample_of_the_proof_holds(string name)
    {
        IProof proof = Proofs.All.Single(proof => proof.Name == name);
        var budget = new ProofBudget((long)Math.Ceiling(proof.Wanted * Share), TimeSpan.FromSeconds(30), Seed);
        ProofReport report = await proof.RunAsync(budget);
        output.WriteLine(report.Describe(proof, budget));
        Assert.All(report.Lines, output.WriteLine);
    }
}
