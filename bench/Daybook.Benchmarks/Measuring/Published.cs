namespace Daybook.Benchmarks.Measuring;

/// <summary>The command line, published as a user would have it.</summary>
internal static class Published
{
    /// <summary>Compiled when it runs.</summary>
    internal static Task<string> AsPortableAsync(BenchDirectory directory) => PublishAsync(directory, "-p:PublishReadyToRun=false");

    /// <summary>Compiled ahead of time.</summary>
    internal static Task<string> AsReadyToRunAsync(BenchDirectory directory) => PublishAsync(directory, "-p:PublishReadyToRun=true");

    private static async Task<string> PublishAsync(BenchDirectory directory, string option)
    {
        string folder = directory.Next();
        string project = Path.Combine(Machine.RepositoryRoot, "src", "Daybook.Cli");
        await ChildRun.OutputOfAsync(
            "dotnet", "publish", project, "-c", "Release", "-r", "linux-x64", "--self-contained", "false", option, "-p:NuGetLockFilePath=obj/published.lock.json", "-o", folder);
        return Path.Combine(folder, "Daybook.Cli");
    }
}
