using System.Globalization;
using Daybook.Drafts;
using Daybook.Embedded;
using Daybook.Errors;
using Daybook.Memory;
using Daybook.Operations;
using Daybook.Proof.Stores;
using Daybook.Runs;
using Daybook.Tasks;

namespace Daybook.Proof.Disks;

/// <summary>Writes of every kind until the disk takes none, and a look at what is there.</summary>
/// <param name="scratch">A store on a disk that is nearly full.</param>
/// <param name="isHasty">Whether what was refused is taken for acknowledged: the lie by which the experiment is tried.</param>
internal sealed class ScarceWriting(ScratchStore scratch, bool isHasty)
{
    private const int RoundsMax = 60;

    /// <summary>Each record is longer than the one before: xfs gives a log that grows what it keeps from new files.</summary>
    private const int BytesMore = 100;

    private readonly List<string> acknowledged = [];
    private int number;

    /// <summary>How many writes were acknowledged.</summary>
    public int Acknowledged => acknowledged.Count;

    /// <summary>Writes until every kind is refused.</summary>
    /// <exception cref="ProofFailedException">The disk is never full, so that nothing was tried.</exception>
    public async Task WriteUntilRefusedAsync()
    {
        for (int round = 0; round < RoundsMax; round++)
        {
            if (await WriteAsync() == 0)
            {
                return;
            }
        }

        throw new ProofFailedException("the disk takes everything");
    }

    /// <summary>Writes something of every kind.</summary>
    /// <returns>How many kinds were taken.</returns>
    public async Task<int> WriteAsync()
    {
        await using EmbeddedStore store = await scratch.OpenAsync();
        string name = string.Create(CultureInfo.InvariantCulture, $"scarce-{++number}");
        int before = Acknowledged;
        await TryAsync($"memory {name}", () => store.Memory.AddAsync(new MemoryRecord { Type = "note", Title = name, Summary = new string('x', 700 + (number * BytesMore)) }, default));
        await TryAsync($"task {name} ", () => store.Tasks.CreateAsync(new NewTask { Name = name }, new TaskActor { Agent = "scarce" }, default));
        await TryAsync($"run {name} ", () => store.Runs.CreateAsync(new NewRun { ProjectId = "p", TaskId = name, AgentType = "a" }, default));
        await TryAsync(
            $"operation {name} ", () => store.Operations.StartAsync(new NewOperation { ProfileId = "p", Action = "a", Actor = "a", RequestText = name }, default));
        await TryAsync($"draft \"{name}", () => store.Drafts.SaveAsync(new DraftSave { StateJson = $"\"{name}{new string('x', 2_000)}\"" }, default));
        return isHasty ? 0 : Acknowledged - before;
    }

    /// <summary>Reads everything, which needs no room.</summary>
    /// <exception cref="ProofFailedException">Something acknowledged is not there, or something is left behind.</exception>
    public async Task MustReadAsync()
    {
        await using EmbeddedStore store = await scratch.OpenAsync();
        IReadOnlyList<string> lines = await StoreContents.ReadAsync(store, StoreKinds.All, new ProblemList());
        string[] lost = [.. acknowledged.Where(told => !lines.Any(line => line.StartsWith(told, StringComparison.Ordinal)))];
        if (lost.Length > 0)
        {
            throw new ProofFailedException("acknowledged and lost: " + string.Join(", ", lost));
        }

        string[] temps = [.. Directory.GetFiles(scratch.Folder, "*", SearchOption.AllDirectories).Where(static path => path.EndsWith(".tmp", StringComparison.Ordinal))];
        if (temps.Length > 0)
        {
            throw new ProofFailedException("left behind: " + string.Join(", ", temps));
        }
    }

    /// <summary>With room again every kind is taken, and doctor leaves nothing.</summary>
    /// <exception cref="ProofFailedException">It is not so.</exception>
    public async Task MustGoOnAsync()
    {
        int kinds = await WriteAsync();
        await using EmbeddedStore store = await scratch.OpenAsync();

        // A disk as small as this is nearly full at all times, and that it says so is right.
        IReadOnlyList<Finding> left = await StoreMending.FixAsync(store, scratch.Folder);
        string[] wrong = [.. left.Where(static finding => finding.Problem != "low_space").Select(static finding => finding.ToString())];
        if (kinds < 5 || wrong.Length > 0)
        {
            throw new ProofFailedException($"with room again {kinds} kinds of 5 are taken, and doctor leaves [{string.Join(", ", wrong)}]");
        }

        await MustReadAsync();
    }

    private async Task TryAsync(string told, Func<Task> write)
    {
        try
        {
            await write();
            acknowledged.Add(told);
        }
        catch (StorageException) when (isHasty)
        {
            acknowledged.Add(told);
        }
        catch (StorageException)
        {
            // The disk refused, and said so.
        }
    }
}
