using Daybook.Embedded;
using Daybook.Proof.Commands;
using Daybook.Proof.Processes;
using Daybook.Proof.Stores;
using Daybook.Testing;
using Daybook.Testing.Disk;

namespace Daybook.Proof.Recorded;

/// <summary>Opens a store on a disk that a power loss has left, and judges it: what was acknowledged is there, all is readable, doctor leaves nothing.</summary>
internal static class StateCheck
{
    /// <summary>Checks in this process.</summary>
    /// <exception cref="ProofFailedException">The store is not as it must be.</exception>
    public static Task CheckAsync(CrashedState state) => TellingAsync(state, () => state.Place.Recording.Kinds.HasFlag(StoreKinds.Drafts)
        ? InFolderAsync(state, state.Place.Recording.Kinds, static _ => Task.CompletedTask)
        : OnDiskAsync(state, state.Place.Recording.Kinds));

    /// <summary>Checks by letting the real binary mend it.</summary>
    /// <exception cref="ProofFailedException">The store is not as it must be.</exception>
    public static Task CheckByProgramAsync(CrashedState state) => TellingAsync(state, () => InFolderAsync(state, StoreKinds.All, static scratch => MendAsync(scratch.Program)));

    private static async Task MendAsync(DaybookProgram program)
    {
        (await program.RunAsync("doctor", "--fix")).MustSucceed();
        (await program.RunAsync("status", "--json")).MustSucceed();
    }

    private static async Task OnDiskAsync(CrashedState state, StoreKinds kinds)
    {
        SoundRun sound = state.Place.Recording.Sound.Of(kinds);
        string folder = state.Place.Recording.Folder;
        if (!state.Disk.Exists(Path.Join(folder, "daybook.json")))
        {
            Demand(sound.FindUntruth([], state.Place.IsAcknowledged, Told(state)));
            return;
        }

        SimulatedFileSystem disk = state.Disk.AfterPowerLoss();
        var ports = new EmbeddedPorts(disk, new SimulatedClock(), TimeProvider.System, new RandomIdSource()) { Processes = new ManualProcesses() };
        await using EmbeddedStore store = await EmbeddedStore.OpenAsync(new EmbeddedOptions { Directory = folder }, ports, default);
        Demand(sound.FindUntruth(await StoreContents.ReadAsync(store, kinds, new ProblemList()), state.Place.IsAcknowledged, Told(state)));
        IReadOnlyList<Finding> left = await StoreMending.FixAsync(store, ports, folder, kinds);
        Demand(left.Count > 0 ? "doctor leaves " + string.Join(", ", left) : null);
        await using EmbeddedStore mended = await EmbeddedStore.OpenAsync(new EmbeddedOptions { Directory = folder }, ports, default);
        var problems = new ProblemList();
        string? untruth = sound.FindUntruth(await StoreContents.ReadAsync(mended, kinds, problems), state.Place.IsAcknowledged, Told(state));
        Demand(untruth is not null ? "once mended, " + untruth : problems.Count > 0 ? $"once mended, {problems.Items[0]}" : null);
    }

    private static async Task InFolderAsync(CrashedState state, StoreKinds kinds, Func<ScratchStore, Task> mendAsync)
    {
        using var scratch = new ScratchStore(ScratchStore.Fastest, withStore: false);
        foreach (string name in state.Disk.List(state.Place.Recording.Root))
        {
            DiskImage.Write(state.Disk, Path.Join(state.Place.Recording.Root, name), Path.Join(scratch.Work, name));
        }

        SoundRun sound = state.Place.Recording.Sound.Of(kinds);
        Demand(sound.FindUntruth(await SoundRun.ReadAsync(scratch, kinds), state.Place.IsAcknowledged, Told(state)));
        if (!File.Exists(Path.Join(scratch.Folder, "daybook.json")))
        {
            return;
        }

        await mendAsync(scratch);
        await using (EmbeddedStore store = await scratch.OpenAsync())
        {
            IReadOnlyList<Finding> left = await StoreMending.FixAsync(store, EmbeddedPorts.System(), scratch.Folder, kinds);
            Demand(left.Count > 0 ? "doctor leaves " + string.Join(", ", left) : null);
        }

        string? untruth = sound.FindUntruth(await SoundRun.ReadAsync(scratch, kinds), state.Place.IsAcknowledged, Told(state));
        Demand(untruth is null ? null : "once mended, " + untruth);
    }

    private static string[] Told(CrashedState state) => state.Place.Told.Split('\n')[..^1];

    private static void Demand(string? untruth)
    {
        if (untruth is not null)
        {
            throw new ProofFailedException(untruth);
        }
    }

    private static async Task TellingAsync(CrashedState state, Func<Task> check)
    {
        try
        {
            await check();
        }
        catch (Exception failure)
        {
            throw new ProofFailedException($"{state.Place.Words}, acknowledged: {state.Place.IsAcknowledged}\n{state.Words}{failure.Message}", failure);
        }
    }
}
