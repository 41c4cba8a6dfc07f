using Daybook.Proof;
using Daybook.Proof.Kills;
using Xunit;

namespace Daybook.Crash.Tests.Kills;

/// <summary>The killing notices a writer that tells of acknowledgements too early.</summary>
public sealed class KillRoundTests
{
    [Fact]
    public async Task A_writer_that_acknowledges_before_it_has_written_is_found()
    {
        // A kill hardly ever meets such a writer in its write, so the time ends the round and not the count.
        var budget = new ProofBudget(20, TimeSpan.FromSeconds(2), seed: 1);
        ProofFailedException failure = await Assert.ThrowsAsync<ProofFailedException>(() => new KillRound(budget, budget.Seed, isHasty: true).RunAsync(20));
        Assert.Contains("not as acknowledged", failure.Message, StringComparison.Ordinal);
    }
}
