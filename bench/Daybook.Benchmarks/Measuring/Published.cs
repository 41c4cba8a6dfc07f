namespace Daybook.Benchmarks.Measuring;

/// <summary>The command line, published as a user would have it.</summary>
internal static class Published
{
    private const string NotNative = "-p:PublishAot=false";

    /// <summary>Compiled when it runs, by the runtime of the machine.</summary>
    internal static Task<string> AsPortableAsync(BenchDirectory directory) => PublishAsync(
        directory, "--self-contained", "false", NotNative, "-p:PublishSingleFile=false", "-p:PublishTrimmed=false", "-p:PublishReadyToRun=false");

    /// <summary>Compiled ahead of time, trimmed and in one file, for machines that link no native code.</summary>
    internal static Task<string> AsReadyToRunAsync(BenchDirectory directory) => PublishAsync(directory, NotNative);

    /// <summary>Native code, as the README installs it. Takes minutes.</summary>
    internal static Task<string> AsInstalledAsync(BenchDirectory directory) => PublishAsync(directory);

    private static async Task<string> PublishAsync(BenchDirectory directory, params string[] options)
    {
        string folder = directory.Next();
        string project = Path.Combine(Machine.RepositoryRoot, "src", "Daybook.Cli");
        string[] always = ["publish", project, "-c", "Release", "-r", "linux-x64", "-o", folder];
        await ChildRun.OutputOfAsync("dotnet", [.. always, .. options]);
        return Path.Combine(folder, "Daybook.Cli");
    }
}
