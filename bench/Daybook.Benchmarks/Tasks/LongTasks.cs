using Daybook.Durability.Files;
using Daybook.Durability.FileSystem;
using Daybook.Embedded;
using Daybook.Embedded.Tasks;
using Daybook.Tasks;

namespace Daybook.Benchmarks.Tasks;

/// <summary>A store with many tasks, written as Daybook would have written it in the course of a year.</summary>
internal static class LongTasks
{
    internal const int Many = 200_000;
    internal const int ManyOpen = 10_000;

    /// <summary>A word that one finished task in a thousand has in its description.</summary>
    internal const string RareWord = "zeppelin";

    private const int Months = 12;

    internal static readonly TaskActor Ann = new() { Agent = "ann", SessionId = "session-ann" };

    private static readonly DateTimeOffset Begun = new(2025, 11, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Makes the store.</summary>
    /// <returns>Its folder.</returns>
    internal static async Task<string> WriteAsync(string directory, int open, int finished)
    {
        EmbeddedPorts ports = EmbeddedPorts.System();

        // Named, since the repository around the directory has a store of its own.
        var search = new StoreSearch { WorkingDirectory = directory, StoreOption = Path.Combine(directory, ".daybook"), Environment = static _ => null };
        string folder = StoreCreator.Create(ports, search, new InitOptions()).Path;
        TaskPlaces places = TaskPlaces.InStore(folder, StoreFile.Read(ports.FileSystem, folder));
        DirectoryTree.Create(ports.FileSystem, places.History);
        using (var history = new HistoryWriting(ports, places))
        {
            foreach (TaskRecord[] month in Enumerable.Range(0, finished).Select(number => Finished(number, finished)).Chunk(Math.Max(1, finished / Months)))
            {
                history.Append(month, month[0].Seq - 1);
            }

            history.Flush();
        }

        byte[] journal = JournalStart.Encode(ports, finished * 3L, new BoardSummary { Token = finished }, Enumerable.Range(0, open).Select(Open));
        new AtomicFile(ports.FileSystem, ports.NewTempName).Write(places.Journal, journal);

        // The end of a session makes the checkpoint and packs the months that are over.
        await using EmbeddedStore store = await OpenAsync(folder);
        await store.Sessions.StartAsync(Ann, default);
        await store.Sessions.EndAsync(Ann, default);
        return folder;
    }

    internal static Task<EmbeddedStore> OpenAsync(string folder) => EmbeddedStore.OpenAsync(new EmbeddedOptions { Directory = folder }, default);

    /// <summary>The id of one of the tasks, finished or open.</summary>
    internal static string IdOf(int number, bool isOpen) => $"{number:x8}-{(isOpen ? 1 : 2):x4}-4000-8000-{number * 7919L:x12}";

    private static TaskRecord Open(int number) => new()
    {
        Id = IdOf(number, isOpen: true),
        Name = $"Mend the connection pool of service {number}",
        Description = "All connections were taken by requests that wait for a lock; find out which lock, and why nobody gives it back.",
        Priority = number % 5,
        Tags = ["pool", $"team-{number % 20}"],
        CreatedAt = Begun.AddMinutes(number),
        SessionId = "session-ann",
        Seq = number + 1,
    };

    private static TaskRecord Finished(int number, int count) => new()
    {
        Id = IdOf(number, isOpen: false),
        Name = $"Mend the connection pool of service {number}",
        Description = $"All connections were taken by requests that wait for a lock{(number % 1000 == 7 ? $" in the {RareWord}" : "")}.",
        Status = TaskState.Completed,
        Tags = ["pool", $"team-{number % 20}"],
        CreatedAt = Begun.AddMinutes(number),
        StartedAt = Begun.AddDays(number * 364.0 / count),
        CompletedAt = Begun.AddDays(number * 364.0 / count).AddMinutes(1),
        DurationSeconds = 60,
        SessionId = "session-ann",
        Seq = (number * 3L) + 3,
    };
}
