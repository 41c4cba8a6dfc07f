using Daybook.Embedded;

namespace Daybook.Benchmarks.Measuring;

/// <summary>
/// A store in the directory that is measured. It is named, since the directory lies in a repository, whose own store would be meant otherwise.
/// </summary>
internal static class BenchStore
{
    /// <summary>Creates one.</summary>
    /// <returns>Its folder.</returns>
    internal static string CreateIn(BenchDirectory directory)
    {
        string folder = directory.Next();
        var search = new StoreSearch { WorkingDirectory = folder, StoreOption = Path.Join(folder, ".daybook"), Environment = _ => null };
        return StoreCreator.Create(EmbeddedPorts.System(), search, StoreLocationKind.Repo).Path;
    }
}
