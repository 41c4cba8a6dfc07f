using Daybook.Proof.Crashes;
using Daybook.Proof.Mutations;
using Daybook.Testing.Disk;
using Xunit;

namespace Daybook.Crash.Tests.Mutations;

/// <summary>A protection that is taken away is noticed where something rests on it, and only there.</summary>
public sealed class MutationsProofTests
{
    private static readonly ProtocolCase Append = new(static (store, seed) => new LogProtocol(store, seed, LogWork.Append), seed: 3);

    [Fact]
    public void The_flush_of_a_log_is_found_and_missed()
    {
        Protection flush = Assert.Single(Append.Find(), static one => one.Call == DiskCall.Flush);
        Assert.Equal("flush of /p/log/log.jsonl", flush.ToString());
        Assert.True(Append.Misses(flush, depth: 1));
    }

    [Fact]
    public void A_flush_that_nobody_does_is_not_missed() =>
        Assert.False(Append.Misses(new Protection(DiskCall.Flush, "/p/other"), depth: 1));

    [Fact]
    public void Files_of_one_role_are_one_protection() => Assert.Equal(
        Protection.Of(DiskCall.Flush, "/p/runs/run-1/.run-info.yaml.0123456789abcdef0123456789abcdef.daybook-tmp"),
        Protection.Of(DiskCall.Flush, "/p/runs/run-2/.run-info.yaml.fedcba9876543210fedcba9876543210.daybook-tmp"));
}
