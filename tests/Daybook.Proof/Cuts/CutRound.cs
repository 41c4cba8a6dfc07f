using System.Globalization;
using Daybook.Proof.Disks;
using Daybook.Proof.Processes;
using Daybook.Proof.Steps;
using Daybook.Proof.Stores;

namespace Daybook.Proof.Cuts;

/// <summary>One file system with a store, four writers of all kinds, power cuts while they write, and a look at what each has left.</summary>
/// <param name="fileSystem">Which one.</param>
/// <param name="seed">Decides the moments.</param>
/// <param name="isHasty">Whether writers tell of acknowledgements that they did not wait for.</param>
internal sealed class CutRound(string fileSystem, int seed, bool isHasty)
{
    private const int Writers = 4;

    /// <summary>How much a writer may tell before another one takes its place: all kinds of things are there soon.</summary>
    private const int LinesMax = 80;

    /// <summary>How many writes there are between two cuts at most.</summary>
    private const int WritesMax = 40;

    private readonly StepLedger ledger = new();
    private int ended;

    /// <summary>How many writes were acknowledged.</summary>
    public int Acknowledged => ledger.Acknowledged;

    /// <summary>How many of the cuts met a write that was under way.</summary>
    public int Hits { get; private set; }

    /// <summary>Cuts, and looks.</summary>
    /// <exception cref="ProofFailedException">Something acknowledged is lost, or cannot be read, or cannot be mended.</exception>
    public async Task RunAsync(int cuts)
    {
        await using CutDisk disk = await CutDisk.MakeAsync(fileSystem);
        var before = new List<(IReadOnlyDictionary<Subject, int> Acknowledged, int DamagesMax)>();
        string store = await WriteAsync(disk, cuts, before);
        await disk.TakeAwayAsync();
        for (int cut = 0; cut < cuts; cut++)
        {
            await using SmallDisk left = await disk.AfterAsync(cut);
            try
            {
                await new StepCheck(Path.Join(left.Folder, store), ledger, before[cut].Acknowledged).MustHoldAsync(before[cut].DamagesMax);
            }
            catch (Exception failure)
            {
                throw new ProofFailedException($"{fileSystem}, cut {cut} of the seed {seed}: {failure.Message}", failure);
            }
        }
    }

    /// <summary>Writes while the power is cut.</summary>
    /// <returns>The store, from the root of the disk.</returns>
    private async Task<string> WriteAsync(CutDisk disk, int cuts, List<(IReadOnlyDictionary<Subject, int> Acknowledged, int DamagesMax)> before)
    {
        using var scratch = new ScratchStore(disk.Folder, withStore: true);

        // What this process made around the store is not what is tried.
        (await Tool.RunAsync("sync", "--file-system", disk.Folder)).MustSucceed();
        using var over = new CancellationTokenSource();
        Task writers = Task.WhenAll(Enumerable.Range(0, Writers).Select(number => Task.Run(() => WriteAsync(scratch.Folder, number, over.Token))));
        var random = new Random(seed);
        try
        {
            for (int cut = 0; cut < cuts && !writers.IsCompleted; cut++)
            {
                await WriteMoreAsync(random.Next(WritesMax), writers);
                before.Add((ledger.CopyAcknowledged(), ended + Writers));
                Hits += ledger.UnderWay > 0 ? 1 : 0;
                await disk.CutAsync(cut);
            }
        }
        finally
        {
            await over.CancelAsync();
            await writers;
        }

        return Path.GetRelativePath(disk.Folder, scratch.Folder);
    }

    private async Task WriteMoreAsync(int writes, Task writers)
    {
        int enough = ledger.Acknowledged + writes;
        while (ledger.Acknowledged < enough && !writers.IsCompleted)
        {
            // The moment of the cut is the experiment; nothing waits for it.
            await Task.Delay(1);
        }
    }

    private async Task WriteAsync(string folder, int number, CancellationToken over)
    {
        var random = new Random(seed + number);
        var writer = new SteppingWriter(folder, ledger, isHasty);
        for (int life = 0; !over.IsCancellationRequested; life++)
        {
            string kind = SteppingWriter.Kinds[(number + life) % SteppingWriter.Kinds.Count];
            string name = string.Create(CultureInfo.InvariantCulture, $"writer-{number}-life-{life}");
            await writer.LiveAsync(kind, name, (life * Writers) + number, random.Next(1, LinesMax), random);
            Interlocked.Increment(ref ended);
        }
    }
}
