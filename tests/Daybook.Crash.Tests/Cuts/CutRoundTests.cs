using Daybook.Proof;
using Daybook.Proof.Cuts;
using Xunit;

namespace Daybook.Crash.Tests.Cuts;

/// <summary>A power cut notices a writer that tells of acknowledgements too early.</summary>
public sealed class CutRoundTests
{
    [Fact]
    public async Task A_writer_that_acknowledges_before_it_has_written_is_found()
    {
        ProofFailedException failure = await Assert.ThrowsAsync<ProofFailedException>(() => new CutRound("ext4", seed: 1, isHasty: true).RunAsync(cuts: 20));
        Assert.Contains("not as acknowledged", failure.Message, StringComparison.Ordinal);
    }
}
