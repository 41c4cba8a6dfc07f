using Daybook.Durability.Locks;
using Daybook.Embedded;
using Daybook.Testing;

namespace Daybook.Proof.Fuzzing;

/// <summary>A store with nothing in it on a disk that takes nothing, for parsers that are reached through one.</summary>
internal static class EmptyStore
{
    /// <summary>Where it stands: a place that no real disk has, should anything pass the ports by.</summary>
    public const string Folder = "/proc/daybook-fuzz/.daybook";

    private static readonly byte[] Settings = """{"format":1,"store_id":"00000000-0000-4000-8000-000000000001","created_at":"2026-11-01T12:00:00.0000000Z","kinds":{}}"""u8.ToArray();

    /// <summary>The outside world around it.</summary>
    public static EmbeddedPorts Ports() => new(new BytesFileSystem(Folder + "/daybook.json", Settings), new SystemMonotonicClock(), new ManualClock(), new SequentialIds())
    {
        Processes = new ManualProcesses(),
        Git = new NoGit(),
    };

    /// <summary>Opens it. Nothing is held open by it.</summary>
    public static EmbeddedStore Open() =>
        EmbeddedStore.OpenAsync(new EmbeddedOptions { Directory = Folder }, Ports(), CancellationToken.None).GetAwaiter().GetResult();
}
