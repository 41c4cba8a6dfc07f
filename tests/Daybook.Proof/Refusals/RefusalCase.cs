using Daybook.Embedded;
using Daybook.Errors;
using Daybook.Testing.Disk;

namespace Daybook.Proof.Refusals;

/// <summary>One command on a disk that fails one of its calls.</summary>
/// <param name="Command">The command.</param>
/// <param name="Fault">What goes wrong.</param>
internal sealed record RefusalCase(RefusedCommand Command, Fault Fault)
{

    /// <summary>Runs it, and looks at what is there afterwards, before and after a power loss.</summary>
    /// <returns>Whether the command was done in spite of the fault; else it was refused with an error of ours.</returns>
    /// <exception cref="ProofFailedException">The claim does not hold.</exception>
    public async Task<bool> TryAsync()
    {
        SimulatedFileSystem disk = Start(Command);
        disk.Inject(Fault);
        bool isDone = false;
        try
        {
            await DoAsync(disk, Command.Do);
            isDone = true;
        }
        catch (DaybookException)
        {
            // A clear answer.
        }
        catch (Exception failure)
        {
            throw Failed("it ended in no error of ours", failure);
        }

        disk.ClearFaults();
        try
        {
            await LookAsync(disk, isDone);
            await LookAsync(disk.AfterPowerLoss(), isDone);
            bool isAcknowledged = isDone || await RepeatAsync(disk);
            await LookAsync(disk.AfterPowerLoss(), isAcknowledged);
            await DoAsync(disk, store => RefusedCommands.UseAsync(store, Command.Kind));
            await LookAsync(disk.AfterPowerLoss(), isAcknowledged);
        }
        catch (Exception failure) when (failure is not ProofFailedException)
        {
            throw Failed("the store was of no use afterwards", failure);
        }

        return isDone;
    }

    /// <summary>The calls that a command makes on a sound disk, by kind.</summary>
    public static async Task<SimulatedFileSystem> RunSoundAsync(RefusedCommand command)
    {
        SimulatedFileSystem disk = Start(command);
        await DoAsync(disk, command.Do);
        return disk;
    }

    private static SimulatedFileSystem Start(RefusedCommand command) =>
        (command.IsOnDamaged ? RefusedStore.Damaged : RefusedStore.Sound).AfterPowerLoss();

    private static async Task DoAsync(SimulatedFileSystem disk, Func<EmbeddedStore, Task> work)
    {
        await using EmbeddedStore store = await RefusedStore.OpenAsync(disk);
        await work(store);
    }

    /// <summary>Gives a refused command once more. What was half done may come to light now, and is acknowledged with it.</summary>
    /// <returns>Whether it was done, or refused because it had been.</returns>
    private async Task<bool> RepeatAsync(SimulatedFileSystem disk)
    {
        try
        {
            await DoAsync(disk, Command.Do);
            return true;
        }
        catch (DaybookException refused) when (refused is ConflictException or NotFoundException)
        {
            bool isThere = false;
            await DoAsync(disk, async store => isThere = await Command.IsThere(store));
            return isThere;
        }
    }

    private Task LookAsync(SimulatedFileSystem disk, bool isDone) => DoAsync(disk, async store =>
    {
        await RefusedStore.DemandIntactAsync(store, Command.Kind);
        if (isDone && !await Command.IsThere(store))
        {
            throw Failed("it was acknowledged, and is not there", cause: null);
        }
    });

    private ProofFailedException Failed(string claim, Exception? cause)
    {
        string message = $"{Command.Name} with {Fault}: {claim}{(cause is null ? "" : $": {cause.Message}")}";
        return cause is null ? new ProofFailedException(message) : new ProofFailedException(message, cause);
    }
}
