using Daybook.Embedded.Tasks;
using Daybook.Tasks;
using Daybook.Testing;
using Daybook.Testing.Disk;
using Xunit;

namespace Daybook.Embedded.Tests.Tasks;

/// <summary>What a crash left of the last line of a month decides what is appended next.</summary>
public sealed class HistoryWritingTests
{
    private readonly SimulatedFileSystem disk = TestStores.NewDisk();
    private readonly ManualClock clock = new();

    [Theory]
    [InlineData(1)]
    [InlineData(20)]
    public void A_task_whose_line_lost_its_end_is_in_the_history_once(int lostBytes)
    {
        TaskRecord[] tasks = [Done(1), Done(2)];
        Write(tasks);
        string path = HistoryMonth.Of(clock.GetUtcNow()).PlainPath(TaskFixture.History);
        disk.PlantFile(path, disk.ReadBytes(path).AsSpan()[..^lostBytes]);

        Write(tasks);
        Write(tasks);

        string text = disk.ReadText(path);
        Assert.Single(Sound(text), static line => line.Contains("\"task-1\"", StringComparison.Ordinal));
        Assert.Single(Sound(text), static line => line.Contains("\"task-2\"", StringComparison.Ordinal));
        Assert.EndsWith("\n", text, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Sound(string text) =>
        text.Split('\n').Where(static line => line.EndsWith('}') && line.StartsWith('{'));

    private TaskRecord Done(int number) => new()
    {
        Id = $"task-{number}",
        Name = "done",
        Status = TaskState.Completed,
        CreatedAt = clock.GetUtcNow(),
        CompletedAt = clock.GetUtcNow(),
        Seq = number,
    };

    private void Write(TaskRecord[] tasks)
    {
        EmbeddedPorts ports = TestStores.SimulatedPorts(disk, clock);
        TaskPlaces places = TaskPlaces.InStore(TestStores.SimulatedFolder, StoreFile.Read(disk, TestStores.SimulatedFolder));
        using var history = new HistoryWriting(ports, places);
        history.Append(tasks, known: 0);
    }
}
