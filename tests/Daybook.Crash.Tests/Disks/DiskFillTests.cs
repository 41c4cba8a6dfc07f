using Daybook.Proof;
using Daybook.Proof.Commands;
using Daybook.Proof.Disks;
using Xunit;

namespace Daybook.Crash.Tests.Disks;

/// <summary>The filling of disks notices a writer that takes a refusal for an acknowledgement.</summary>
public sealed class DiskFillTests
{
    [Fact]
    public async Task A_refused_write_that_is_called_acknowledged_is_found()
    {
        using SeededStore seeded = await SeededStore.CreateAsync();
        await using SmallDisk disk = await SmallDisk.InMemoryAsync("tmpfs", "size=2m,mode=0755");
        var fill = new DiskFill(disk, seeded);
        ProofFailedException failure = await Assert.ThrowsAsync<ProofFailedException>(() => fill.LeaveAsync(bytes: 0, isHasty: true));
        Assert.Contains("acknowledged and lost", failure.Message, StringComparison.Ordinal);
    }
}
