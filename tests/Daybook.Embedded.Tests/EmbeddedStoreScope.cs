using Daybook.Testing.Disk;

namespace Daybook.Embedded.Tests;

/// <summary>A store of one simulated process, opened and closed where a test cannot await.</summary>
internal sealed class EmbeddedStoreScope(SimulatedFileSystem disk, TimeProvider? clock = null) : IDisposable
{
    internal EmbeddedStore Store { get; } = TestStores.OpenAsync(
        TestStores.SimulatedPorts(disk, clock, new RandomIdSource()),
        TestStores.SimulatedFolder,
        TimeSpan.FromMilliseconds(100)).GetAwaiter().GetResult();

    public void Dispose() => Store.DisposeAsync().AsTask().GetAwaiter().GetResult();
}
