namespace Daybook.Testing;

/// <summary>An empty directory on the real disk that is gone after the test.</summary>
public sealed class TempDirectory : IDisposable
{
    /// <summary>Makes one.</summary>
    public TempDirectory() => Path = Directory.CreateTempSubdirectory("daybook-test-").FullName;

    /// <summary>Makes one in a folder.</summary>
    public TempDirectory(string parent) =>
        Path = Directory.CreateDirectory(System.IO.Path.Combine(parent, "daybook-test-" + System.IO.Path.GetRandomFileName())).FullName;

    /// <summary>Where it is.</summary>
    public string Path { get; }

    /// <summary>A path inside.</summary>
    public string At(params string[] segments) => System.IO.Path.Combine([Path, .. segments]);

    /// <inheritdoc/>
    public void Dispose()
    {
        try
        {
            Directory.Delete(Path, recursive: true);
        }
        catch (IOException)
        {
            // A process that a test has killed may still be on its way out; the system's temp folder is cleaned by its owner.
        }
    }
}
