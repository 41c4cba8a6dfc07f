namespace Daybook.Benchmarks.Measuring;

/// <summary>A directory on the disk that is measured: below the repository, since the system's temp folder may be in memory.</summary>
internal sealed class BenchDirectory : IDisposable
{
    private int taken;

    internal BenchDirectory()
        : this(System.IO.Path.Combine(Machine.RepositoryRoot, "artifacts"))
    {
    }

    private BenchDirectory(string parent) => Path = Directory.CreateDirectory(System.IO.Path.Combine(parent, $"daybook-bench-{Environment.ProcessId}")).FullName;

    internal string Path { get; }

    /// <summary>One outside of every repository: operations that end in one are committed there.</summary>
    internal static BenchDirectory OutsideOfGit() => new(System.IO.Path.GetTempPath());

    /// <summary>A new empty directory inside.</summary>
    internal string Next() => Directory.CreateDirectory(System.IO.Path.Combine(Path, $"{++taken}")).FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
