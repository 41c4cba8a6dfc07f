using Daybook.Durability.FileSystem;
using Daybook.Errors;
using Daybook.Tasks;
using Daybook.Testing.Disk;
using Xunit;

namespace Daybook.Embedded.Tests.Tasks;

/// <summary>What is no plain file in place of one of tasks: nobody may take it for a file that is not there.</summary>
public sealed class UnsafeTaskFilesTests
{
    private const string FinishedIndex = TaskFixture.Folder + "/tasks/finished.index";

    private readonly TaskFixture tasks = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(FileKind.Fifo)]
    [InlineData(FileKind.Other)]
    [InlineData(FileKind.Directory)]
    [InlineData(FileKind.SymbolicLink)]
    public async Task In_place_of_the_journal_it_is_refused_by_readers_and_writers(FileKind kind)
    {
        await tasks.CreateAsync("kept");
        tasks.Disk.Delete(TaskFixture.Journal);
        Plant(TaskFixture.Journal, kind);

        await RefusedAsync(() => tasks.NamesAsync(new TaskQuery()));
        await RefusedAsync(() => tasks.CreateAsync("more"));
        await DoctorLeavesAsync(TaskFixture.Journal);
    }

    [Theory]
    [InlineData(TaskFixture.Checkpoint, FileKind.Fifo)]
    [InlineData(TaskFixture.Checkpoint, FileKind.Directory)]
    [InlineData(FinishedIndex, FileKind.Fifo)]
    [InlineData(FinishedIndex, FileKind.Directory)]
    [InlineData(FinishedIndex, FileKind.SymbolicLink)]
    public async Task In_place_of_a_view_it_is_told_and_left(string view, FileKind kind)
    {
        await tasks.FinishedAsync("kept");
        if (tasks.Disk.Exists(view))
        {
            tasks.Disk.Delete(view);
        }

        Plant(view, kind);

        await DoctorLeavesAsync(view);
        Assert.Equal("kept", (await tasks.RunAsync(store => store.Tasks.ListAsync(new TaskQuery { Statuses = [TaskState.Completed] }, Cancellation))).Items[0].Name);
    }

    private void Plant(string path, FileKind kind)
    {
        SimulatedFileSystem disk = tasks.Disk;
        Action plant = kind switch
        {
            FileKind.Fifo => () => disk.PlantFifo(path),
            FileKind.Directory => () => disk.PlantDirectory(path),
            FileKind.SymbolicLink => () => disk.PlantSymbolicLink(path, "/etc/passwd"),
            _ => () => disk.PlantDevice(path),
        };
        plant();
    }

    private static async Task RefusedAsync<T>(Func<Task<T>> work)
    {
        StorageException refused = await Assert.ThrowsAsync<StorageException>(work);
        Assert.Equal(TaskFixture.Journal, refused.Path);
        Assert.Contains("not a file of Daybook's own", refused.Message, StringComparison.Ordinal);
    }

    private async Task DoctorLeavesAsync(string path)
    {
        foreach (Func<EmbeddedStore, Task<IReadOnlyList<Finding>>> look in
            new Func<EmbeddedStore, Task<IReadOnlyList<Finding>>>[] { store => store.TaskDoctor.ExamineAsync(null, Cancellation), store => store.TaskDoctor.FixAsync(null, Cancellation) })
        {
            Finding finding = Assert.Single(await tasks.RunAsync(look));
            Assert.Equal(("unsafe_file", path, false), (finding.Problem, finding.Path, finding.Fixed));
        }
    }
}
