using Daybook.Durability.FileSystem;
using Daybook.Proof;
using Daybook.Proof.Refusals;
using Daybook.Testing.Disk;
using Xunit;

namespace Daybook.Crash.Tests.Refusals;

/// <summary>A case tells a refusal from a success, and finds a command that lies, one that loses, and one that fails in its own way.</summary>
public sealed class RefusalCaseTests
{
    private static readonly Fault FullDisk = Fault.Fails(FileSystemError.NoSpace, DiskCall.Write) with { ForGood = true };
    private static readonly Fault Never = Fault.Fails(FileSystemError.NoSpace, nth: 100_000);
    private static readonly RefusedCommand Add = RefusedCommands.All[0];

    [Fact]
    public async Task A_full_disk_refuses_and_a_sound_one_does_not()
    {
        Assert.False(await new RefusalCase(Add, FullDisk).TryAsync());
        Assert.True(await new RefusalCase(Add, Never).TryAsync());
    }

    [Fact]
    public async Task A_command_that_says_it_did_what_it_did_not_is_found()
    {
        RefusedCommand lying = Add with { Do = static _ => Task.CompletedTask };
        ProofFailedException found = await Assert.ThrowsAsync<ProofFailedException>(() => new RefusalCase(lying, Never).TryAsync());
        Assert.Contains("acknowledged, and is not there", found.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_command_that_ends_in_an_error_that_is_not_ours_is_found()
    {
        RefusedCommand raw = Add with { Do = static _ => throw new InvalidDataException("raw") };
        ProofFailedException found = await Assert.ThrowsAsync<ProofFailedException>(() => new RefusalCase(raw, Never).TryAsync());
        Assert.Contains("no error of ours", found.Message, StringComparison.Ordinal);
    }
}
