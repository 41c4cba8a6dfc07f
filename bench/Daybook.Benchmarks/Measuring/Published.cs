namespace Daybook.Benchmarks.Measuring;

/// <summary>The command line, published as a user would have it.</summary>
internal static class Published
{
    /// <summary>Compiled when it runs, by the runtime of the machine.</summary>
    internal static Task<string> AsPortableAsync(BenchDirectory directory) =>
        PublishAsync(directory, "--self-contained", "false", "-p:PublishSingleFile=false", "-p:PublishTrimmed=false", "-p:PublishReadyToRun=false");

    /// <summary>Compiled ahead of time, trimmed and in one file, as the project has it for a named machine.</summary>
    internal static Task<string> AsReadyToRunAsync(BenchDirectory directory) => PublishAsync(directory);

    /// <summary>Compiled to native code, for .NET 9: the project's check that this can be done. Takes minutes.</summary>
    internal static Task<string> AsNativeAsync(BenchDirectory directory) => PublishAsync(directory, "-p:DaybookAotCheck=true");

    private static async Task<string> PublishAsync(BenchDirectory directory, params string[] options)
    {
        string folder = directory.Next();
        string project = Path.Combine(Machine.RepositoryRoot, "src", "Daybook.Cli");
        string[] always = ["publish", project, "-c", "Release", "-r", "linux-x64", "-o", folder];
        await ChildRun.OutputOfAsync("dotnet", [.. always, .. options]);
        return Path.Combine(folder, "Daybook.Cli");
    }
}
