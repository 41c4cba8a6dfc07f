using Daybook.Benchmarks.Measuring;

namespace Daybook.Benchmarks.Serving;

/// <summary>The protocol's own memory server, from npm, which keeps a knowledge graph in one file that it writes anew with each call.</summary>
internal static class MemoryServer
{
    private const string Package = "@modelcontextprotocol/server-memory";

    /// <summary>Installs it in a folder of its own.</summary>
    /// <returns>The program and its arguments.</returns>
    internal static async Task<string[]> InstallAsync(BenchDirectory directory)
    {
        string folder = directory.Next();
        await ChildRun.OutputOfAsync("npm", "install", "--prefix", folder, "--no-audit", "--no-fund", "--silent", Package);
        return ["node", Path.Join(folder, "node_modules", Package, "dist", "index.js")];
    }

    /// <summary>Where it keeps its file.</summary>
    internal static (string Name, string Value) FileIn(string folder) => ("MEMORY_FILE_PATH", Path.Join(folder, "memory.jsonl"));
}
