using Daybook.Benchmarks.Measuring;

namespace Daybook.Benchmarks.Comparing;

/// <summary>
/// What others use, as they install it: from npm in a folder of ours, and from Debian where this machine allows it. What cannot be had ends the
/// comparison, since a table without it would say too much.
/// </summary>
internal sealed class Peers
{
    private static readonly string[] DebianPackages = ["taskwarrior", "jq", "ripgrep", "python3"];
    private static readonly string[] NodePackages = ["backlog.md@1.52.0", "@modelcontextprotocol/server-memory@2026.8.31"];

    private Peers(string nodeModules) => NodeModules = nodeModules;

    private string NodeModules { get; }

    /// <summary>Backlog.md: tasks as Markdown files in a git repository.</summary>
    internal string Backlog => Path.Join(NodeModules, ".bin", "backlog");

    /// <summary>The protocol's own memory server: one JSONL file that is written anew with each call.</summary>
    internal string[] MemoryServer => ["node", Path.Join(NodeModules, "@modelcontextprotocol", "server-memory", "dist", "index.js")];

    /// <summary>Installs them.</summary>
    internal static async Task<Peers> InstallAsync(BenchDirectory directory)
    {
        if (Environment.IsPrivilegedProcess)
        {
            // A new machine knows of no packages yet.
            await ChildRun.OutputOfAsync("apt-get", ["update", "-qq"]);
            await ChildRun.OutputOfAsync("apt-get", ["install", "-y", "-qq", "--no-install-recommends", .. DebianPackages]);
        }

        string folder = directory.Next();
        await ChildRun.OutputOfAsync("npm", ["install", "--prefix", folder, "--no-audit", "--no-fund", "--silent", .. NodePackages]);
        return new Peers(Path.Join(folder, "node_modules"));
    }
}
