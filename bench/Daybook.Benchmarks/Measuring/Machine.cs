using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Daybook.Durability.FileSystem;

namespace Daybook.Benchmarks.Measuring;

/// <summary>What a table was measured on, and where it goes.</summary>
internal static class Machine
{
    internal static string RepositoryRoot { get; } = Path.GetFullPath("../../..", Path.GetDirectoryName(ThisFile()) ?? ".");

    internal static string Describe(string directory)
    {
        string processor = File.Exists("/proc/cpuinfo")
            ? File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1].Trim() ?? "?"
            : RuntimeInformation.ProcessArchitecture.ToString();
        string disk = LocalFileSystem.Create().FileSystemType(directory);
        return $"{processor}, {Environment.ProcessorCount} cores, {RuntimeInformation.OSDescription}, {disk}, .NET {Environment.Version}";
    }

    internal static string ResultPath(string question) => Path.Combine(RepositoryRoot, "bench", "results", question + ".md");

    private static string ThisFile([CallerFilePath] string path = "") => path;
}
