using Daybook.Proof.Commands;
using Daybook.Proof.Processes;
using Daybook.Proof.Stores;
using Daybook.Testing.Disk;
using Xunit;

namespace Daybook.Proof.Recorded;

/// <summary>What one command of the real binary did to the disk, call by call.</summary>
/// <param name="Sound">The command, and what it made of the store.</param>
/// <param name="Root">The folder in which all of it happened; it is gone by now.</param>
/// <param name="Start">The disk before.</param>
/// <param name="Changes">What was done, in its order.</param>
internal sealed record Recording(SoundRun Sound, string Root, SimulatedFileSystem Start, IReadOnlyList<DiskChange> Changes)
{
    private const int StringBytesMax = 16 << 20;

    private const string Traced = "open,openat,creat,write,writev,pwrite64,pwritev,pwritev2,lseek,ftruncate,truncate,fallocate,fsync,fdatasync,syncfs,"
        + "rename,renameat,renameat2,link,linkat,symlink,symlinkat,unlink,unlinkat,rmdir,mkdir,mkdirat,chmod,fchmod,fchmodat,mmap,"
        + "copy_file_range,sendfile,clone,clone3,fork,vfork";

    /// <summary>The folder of the store.</summary>
    public string Folder => Path.Join(Root, ".daybook");

    /// <summary>The kinds whose files were touched: no other can have come to harm.</summary>
    public StoreKinds Kinds { get; } = Touched(Changes);

    /// <summary>Skips the proof, and says so, where nothing can be recorded.</summary>
    public static async Task SkipUnlessPossibleAsync()
    {
        Assert.SkipUnless(Tool.IsInstalled("strace"), "strace is not installed, so the calls of the real program cannot be recorded.");
        await Tool.RunOrSkipAsync("strace", "-f", "-qq", "-o", "/dev/null", "true");
    }

    /// <summary>Runs a command and records it.</summary>
    /// <exception cref="ProofFailedException">It fails, or the simulated disk does not make of its calls what the real one did.</exception>
    public static async Task<Recording> MakeAsync(SeededStore seeded, WriteCommand command)
    {
        using ScratchStore scratch = seeded.CopyFor(command);
        IReadOnlyList<string> before = await SoundRun.ReadAsync(scratch);
        SimulatedFileSystem start = DiskImage.Take(scratch.Work);
        string trace = Path.Join(scratch.Outside, "trace");
        DaybookProgram program = scratch.Program with
        {
            Before = ["strace", "-f", "--seccomp-bpf", "-qq", "-y", "-xx", "-s", $"{StringBytesMax}", "-o", trace, "-e", "trace=" + Traced, "--"],
            Prepare = static start => start.Environment["DAYBOOK_AGENT"] = SeededStore.Agent,
        };
        DaybookAnswer answer = await program.RunWithInputAsync(command.Input, command.Words);
        if (answer.ExitCode != 0)
        {
            throw new ProofFailedException($"{command.Name} fails on a sound disk, exit code {answer.ExitCode}: {answer.Words}");
        }

        IReadOnlyList<DiskChange> changes = ChangeReader.Read(scratch.Work, StraceReader.Read(trace));
        SimulatedFileSystem end = start.AfterPowerLoss();
        foreach (DiskChange change in changes)
        {
            change.Apply(end);
        }

        IReadOnlyList<string> differences = DiskImage.Differences(end, scratch.Work);
        return differences.Count > 0
            ? throw new ProofFailedException($"{command.Name}: the simulated disk differs in {string.Join(", ", differences)}")
            : new Recording(new SoundRun(command, before, await SoundRun.ReadAsync(scratch)), scratch.Work, start, changes);
    }

    private static StoreKinds Touched(IReadOnlyList<DiskChange> changes)
    {
        (string Folder, StoreKinds Kind)[] folders =
        [
            ("memory", StoreKinds.Memory), ("tasks", StoreKinds.Tasks), ("runs", StoreKinds.Runs), ("operations", StoreKinds.Operations), ("drafts", StoreKinds.Drafts),
        ];
        return folders
            .Where(folder => changes.Any(change => change.Path.Contains($"/.daybook/{folder.Folder}", StringComparison.Ordinal)))
            .Aggregate(StoreKinds.None, static (kinds, folder) => kinds | folder.Kind);
    }
}
