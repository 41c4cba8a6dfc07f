namespace Daybook.Proof;

/// <summary>One claim that Daybook makes, and the experiment that would show it wrong.</summary>
internal interface IProof
{
    /// <summary>The word that asks for it on the command line.</summary>
    string Name { get; }

    /// <summary>What is claimed, in one sentence.</summary>
    string Claim { get; }

    /// <summary>What is counted, in the plural.</summary>
    string Unit { get; }

    /// <summary>How many of them a whole run looks at.</summary>
    long Wanted { get; }

    /// <summary>The time of a whole run, after which the smallest share is enough.</summary>
    TimeSpan Limit { get; }

    /// <summary>What everything wanted took on two cores when it was measured last: in this proportion proofs share a time that is too short for all.</summary>
    TimeSpan Takes { get; }

    /// <summary>
    /// Looks for a case against the claim until the budget says that there were enough or that time is over. What it needs and this
    /// machine has not (root, a tool) skips it by name with <c>Assert.SkipUnless</c>.
    /// </summary>
    /// <returns>What was covered.</returns>
    /// <exception cref="ProofFailedException">The claim does not hold, or the proof would not have noticed.</exception>
    Task<ProofReport> RunAsync(ProofBudget budget);
}
