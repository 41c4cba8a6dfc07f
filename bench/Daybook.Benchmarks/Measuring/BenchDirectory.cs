namespace Daybook.Benchmarks.Measuring;

/// <summary>A directory on the disk that is measured: below the repository, since the system's temp folder may be in memory.</summary>
internal sealed class BenchDirectory : IDisposable
{
    private int taken;

    internal BenchDirectory() => Path = Directory.CreateDirectory(System.IO.Path.Combine(Machine.RepositoryRoot, "artifacts", $"bench-{Environment.ProcessId}")).FullName;

    internal string Path { get; }

    /// <summary>A new empty directory inside.</summary>
    internal string Next() => Directory.CreateDirectory(System.IO.Path.Combine(Path, $"{++taken}")).FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
