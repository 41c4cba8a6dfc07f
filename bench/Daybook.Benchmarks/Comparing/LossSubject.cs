using Daybook.Benchmarks.Measuring;
using Daybook.Benchmarks.Tasks;

namespace Daybook.Benchmarks.Comparing;

/// <summary>Something that keeps items, used as its users use it: one command for each.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Prepare">Makes a folder ready.</param>
/// <param name="Add">The command that adds an item of this name.</param>
/// <param name="Read">The command that prints all items.</param>
/// <param name="File">The file that the items are in; null for the one that was written last.</param>
internal sealed record LossSubject(string Name, Func<string, Task> Prepare, Func<string, string, string[]> Add, Func<string, string[]> Read, Func<string, string?> File)
{
    // Calls of a tool over one connection: the handshake, each call once the one before is answered, and the end of the input.
    private const string CallServer =
        """
        import json, os, subprocess, sys
        file, tool, calls = sys.argv[1:4]
        server = subprocess.Popen(sys.argv[4:], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env={**os.environ, "MEMORY_FILE_PATH": file})
        def ask(id, method, params):
            print(json.dumps({"jsonrpc": "2.0", "id": id, "method": method, "params": params}), file=server.stdin, flush=True)
            for line in server.stdout:
                answer = json.loads(line)
                if answer.get("id") == id:
                    return answer
            sys.exit("the server ended")
        ask(1, "initialize", {"protocolVersion": "2025-06-18", "capabilities": {}, "clientInfo": {"name": "bench", "version": "1"}})
        print(json.dumps({"jsonrpc": "2.0", "method": "notifications/initialized"}), file=server.stdin, flush=True)
        failed = 0
        for number, arguments in enumerate(json.loads(calls)):
            answer = ask(number + 2, "tools/call", {"name": tool, "arguments": arguments})
            failed += "error" in answer or bool(answer["result"].get("isError"))
            print(json.dumps(answer))
        server.stdin.close()
        server.wait()
        sys.exit(1 if failed else 0)
        """;

    /// <summary>The command that adds several one after the other and fails unless all were acknowledged, where users have one connection for all.</summary>
    internal Func<string, string[], string[]>? AddSeveral { get; private init; }

    /// <summary>Daybook's command line.</summary>
    internal static LossSubject Daybook(string program) => new(
        "daybook memory",
        folder => ChildRun.OutputOfAsync(program, "init", "--store", Store(folder)),
        (folder, item) => [program, "memory", "add", "--type", "note", "--title", item, "--quiet", "--store", Store(folder)],
        folder => [program, "memory", "list", "--limit", "1000", "--json", "--store", Store(folder)],
        folder => Path.Join(Store(folder), "memory", "memory.jsonl"));

    /// <summary>Daybook's tasks.</summary>
    internal static LossSubject DaybookTasks(string program) => new(
        "daybook task",
        folder => ChildRun.OutputOfAsync(program, "init", "--store", Store(folder)),
        (folder, item) => [program, "task", "create", item, "--store", Store(folder)],
        folder => [program, "task", "list", "--limit", "1000", "--json", "--store", Store(folder)],
        folder => Path.Join(Store(folder), "tasks", "journal.jsonl"));

    /// <summary>The founding plan's protocol.</summary>
    internal static LossSubject Founding { get; } = new(
        "the founding protocol in Python",
        static _ => Task.CompletedTask,
        static (folder, item) => PythonStores.Add(PythonStores.Founding, folder, item),
        static folder => PythonStores.Read(PythonStores.Founding, folder),
        static folder => Path.Join(folder, "memory.jsonl"));

    /// <summary>SQLite, from Python.</summary>
    internal static LossSubject Sqlite { get; } = new(
        "SQLite, WAL and synchronous=FULL, from Python",
        static _ => Task.CompletedTask,
        static (folder, item) => PythonStores.Add(PythonStores.Sqlite, folder, item),
        static folder => PythonStores.Read(PythonStores.Sqlite, folder),
        static folder => Path.Join(folder, "memory.db"));

    /// <summary>The protocol's own memory server.</summary>
    internal static LossSubject MemoryServer(string[] server)
    {
        string[] Call(string folder, string tool, params string[] calls) =>
            ["python3", "-c", CallServer, Path.Join(folder, "memory.jsonl"), tool, $"[{string.Join(',', calls)}]", .. server];
        static string Entity(string item) => $$"""{"entities":[{"name":"{{item}}","entityType":"note","observations":["one"]}]}""";
        return new(
            "MCP memory server",
            static _ => Task.CompletedTask,
            (folder, item) => Call(folder, "create_entities", Entity(item)),
            folder => Call(folder, "read_graph", "{}"),
            static folder => Path.Join(folder, "memory.jsonl"))
        {
            AddSeveral = (folder, items) => Call(folder, "create_entities", [.. items.Select(Entity)]),
        };
    }

    /// <summary>Backlog.md.</summary>
    internal static LossSubject Backlog(string program) => new(
        "Backlog.md",
        folder => PeerTracker.Backlog(program).FillAsync(folder, 0),
        (folder, item) => ["env", "-C", folder, program, "task", "create", item, "--plain"],
        folder => ["env", "-C", folder, program, "task", "list", "--plain"],
        static _ => null);

    /// <summary>Taskwarrior.</summary>
    internal static LossSubject Taskwarrior { get; } = new(
        "Taskwarrior",
        static _ => Task.CompletedTask,
        static (folder, item) => ["task", .. PeerTracker.TaskwarriorWords(folder, "add", item)],
        static folder => ["task", .. PeerTracker.TaskwarriorWords(folder, "export")],
        static folder => Path.Join(folder, "pending.data"));

    private static string Store(string folder) => Path.Join(folder, ".daybook");
}
