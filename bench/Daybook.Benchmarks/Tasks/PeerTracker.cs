using System.Text;
using Daybook.Benchmarks.Measuring;

namespace Daybook.Benchmarks.Tasks;

/// <summary>Another task tracker, filled by its own file formats and used by its own commands.</summary>
internal sealed record PeerTracker(string Name, string Program, Func<string, int, Task> FillAsync, Func<string, string[]> List, Func<string, string[]> Add)
{
    /// <summary>Those that are measured where they are installed.</summary>
    internal static readonly PeerTracker[] All =
    [
        new("Taskwarrior", "task", FillTaskwarriorAsync, folder => Taskwarrior(folder, "limit:20", "next"), folder => Taskwarrior(folder, "add", "Another task")),
        new("Backlog.md", "backlog", FillBacklogAsync, static _ => ["task", "list", "--plain"], static _ => ["task", "create", "Another task", "--plain"]),
        new("Task Master", "task-master", FillTaskMasterAsync, static _ => ["list"], static _ => ["add-task", "--title=Another task", "--description=Find out"]),
    ];

    /// <summary>Whether it is on the path.</summary>
    internal bool IsInstalled => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, Program)));

    internal Task<double> ListAsync(string folder) => RunAsync(folder, List(folder));

    internal Task<double> AddAsync(string folder) => RunAsync(folder, Add(folder));

    private Task<double> RunAsync(string folder, string[] arguments) => ChildRun.TimeAsync("env", ["-C", folder, Program, .. arguments]);

    private static string[] Taskwarrior(string folder, params string[] arguments) =>
        ["rc:/dev/null", $"rc.data.location={folder}", "rc.confirmation=off", "rc.verbose=nothing", .. arguments];

    private static async Task FillTaskwarriorAsync(string folder, int count)
    {
        string json = string.Join(",\n", Enumerable.Range(0, count).Select(number =>
            $"{{\"description\":\"Mend the connection pool of service {number}\",\"status\":\"pending\",\"priority\":\"M\",\"tags\":[\"pool\"]}}"));
        string file = Path.Combine(folder, "import.json");
        await File.WriteAllTextAsync(file, $"[{json}]");
        await ChildRun.OutputOfAsync("task", [.. Taskwarrior(folder, "import", file)]);
    }

    private static async Task FillBacklogAsync(string folder, int count)
    {
        await ChildRun.OutputOfAsync("git", "init", "--quiet", folder);
        await ChildRun.OutputOfAsync("env", "-C", folder, "backlog", "init", "bench", "--defaults");
        string tasks = Directory.CreateDirectory(Path.Combine(folder, "backlog", "tasks")).FullName;
        for (int number = 1; number <= count; number++)
        {
            string text = $"---\nid: task-{number}\ntitle: Mend the connection pool of service {number}\nstatus: To Do\nassignee: []\n"
                + "created_date: '2026-11-01'\nlabels: []\ndependencies: []\n---\n\n## Description\n\nFind out which lock.\n";
            await File.WriteAllTextAsync(Path.Combine(tasks, $"task-{number} - Mend-the-pool-{number}.md"), text, Encoding.UTF8);
        }
    }

    private static async Task FillTaskMasterAsync(string folder, int count)
    {
        string tasks = string.Join(",\n", Enumerable.Range(1, count).Select(number =>
            $"{{\"id\":{number},\"title\":\"Mend the connection pool of service {number}\",\"description\":\"Find out which lock.\","
            + "\"status\":\"pending\",\"dependencies\":[],\"priority\":\"medium\",\"details\":\"\",\"testStrategy\":\"\",\"subtasks\":[]}"));
        string place = Directory.CreateDirectory(Path.Combine(folder, ".taskmaster", "tasks")).FullName;
        await File.WriteAllTextAsync(Path.Combine(place, "tasks.json"), $"{{\"master\":{{\"tasks\":[{tasks}],\"metadata\":{{}}}}}}");
    }
}
