using Daybook.Proof;
using Daybook.Proof.Commands;
using Daybook.Proof.Faults;
using Xunit;

namespace Daybook.Crash.Tests.Faults;

/// <summary>The trial of commands notices a disk on which an acknowledged write is not.</summary>
public sealed class FaultedCommandTests
{
    [Theory]
    [InlineData("memory add", "write")]
    [InlineData("task create", "write")]
    [InlineData("run finish", "rename")]
    public async Task A_call_that_did_nothing_and_said_that_it_did_is_found(string name, string function)
    {
        FaultShim.Get();
        using SeededStore seeded = await SeededStore.CreateAsync();
        var command = new FaultedCommand(seeded, WriteCommands.All.Single(command => command.Name == name));
        (SoundRun sound, _) = await command.RunSoundAsync();
        await Assert.ThrowsAsync<ProofFailedException>(() => command.CheckAsync(sound, new Fault(function, 1, Fault.Lost)));
    }
}
