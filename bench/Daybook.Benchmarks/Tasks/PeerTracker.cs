using System.Text;
using Daybook.Benchmarks.Measuring;

namespace Daybook.Benchmarks.Tasks;

/// <summary>Another task tracker, filled by its own file formats and used by its own commands.</summary>
internal sealed record PeerTracker(string Name, string Program, Func<string, int, Task> FillAsync, Func<string, string[]> List, Func<string, string[]> Add)
{
    /// <summary>Taskwarrior, as Debian has it.</summary>
    internal static readonly PeerTracker Taskwarrior = new(
        "Taskwarrior", "task", FillTaskwarriorAsync, static folder => TaskwarriorWords(folder, "limit:20", "next"), static folder => TaskwarriorWords(folder, "add", "Another task"));

    /// <summary>Those that are measured where they are installed.</summary>
    internal static readonly PeerTracker[] All =
    [
        Taskwarrior,
        Backlog("backlog"),
        new("Task Master", "task-master", FillTaskMasterAsync, static _ => ["list"], static _ => ["add-task", "--title=Another task", "--description=Find out"]),
    ];

    /// <summary>Whether it is there: on the path, or where its name says.</summary>
    internal bool IsInstalled => File.Exists(Program) || (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, Program)));

    /// <summary>Backlog.md, at a path or by its name.</summary>
    internal static PeerTracker Backlog(string program) => new(
        "Backlog.md", program, (folder, count) => FillBacklogAsync(program, folder, count), static _ => ["task", "list", "--plain"],
        static _ => ["task", "create", "Another task", "--plain"]);

    internal Task<double> ListAsync(string folder) => RunAsync(folder, List(folder));

    internal Task<double> AddAsync(string folder) => RunAsync(folder, Add(folder));

    private Task<double> RunAsync(string folder, string[] arguments) => ChildRun.TimeAsync("env", ["-C", folder, Program, .. arguments]);

    internal static string[] TaskwarriorWords(string folder, params string[] arguments) =>
        ["rc:/dev/null", $"rc.data.location={folder}", "rc.confirmation=off", "rc.verbose=nothing", .. arguments];

    private static async Task FillTaskwarriorAsync(string folder, int count)
    {
        string json = string.Join(",\n", Enumerable.Range(0, count).Select(number =>
            $"{{\"description\":\"Mend the connection pool of service {number}\",\"status\":\"pending\",\"priority\":\"M\",\"tags\":[\"pool\"]}}"));
        string file = Path.Combine(folder, "import.json");
        await File.WriteAllTextAsync(file, $"[{json}]");
        await ChildRun.OutputOfAsync("task", [.. TaskwarriorWords(folder, "import", file)]);
    }

    private static async Task FillBacklogAsync(string program, string folder, int count)
    {
        await ChildRun.OutputOfAsync("git", "init", "--quiet", folder);
        await ChildRun.OutputOfAsync("env", "-C", folder, program, "init", "bench", "--defaults");
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
