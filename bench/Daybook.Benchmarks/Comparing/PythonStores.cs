using Daybook.Benchmarks.Measuring;

namespace Daybook.Benchmarks.Comparing;

/// <summary>Two ways to store records that take twenty lines of Python: the founding plan's protocol, and SQLite with a log that is flushed fully.</summary>
internal static class PythonStores
{
    internal const string Founding = "founding";
    internal const string Sqlite = "sqlite";

    private const string Script =
        """
        import fcntl, json, os, sqlite3, sys, threading, time
        kind, act, folder = sys.argv[1:4]
        file = folder + "/memory.jsonl"
        summary = "All connections were taken by requests that wait for a lock"
        def founding(record):
            with open(file, "a") as f:
                fcntl.flock(f, fcntl.LOCK_EX)
                f.write(json.dumps(record, default=str) + "\n")
                f.flush()
                os.fsync(f.fileno())
                fcntl.flock(f, fcntl.LOCK_UN)
        def read_founding():
            for line in open(file):
                try:
                    yield json.loads(line)
                except json.JSONDecodeError:
                    pass
        def database():
            db = sqlite3.connect(folder + "/memory.db", timeout=60, isolation_level=None)
            db.execute("PRAGMA journal_mode=WAL")
            db.execute("PRAGMA synchronous=FULL")
            db.execute("CREATE TABLE IF NOT EXISTS records (id TEXT PRIMARY KEY, body TEXT NOT NULL)")
            return db
        def writer():
            if kind == "founding":
                return founding
            db = database()
            return lambda record: db.execute("INSERT INTO records VALUES (?, ?)", (record["id"], json.dumps(record)))
        def record(id):
            return {"id": id, "type": "incident", "repo": "acme/web", "source": "observability", "severity": "error",
                "title": "Pool exhausted", "summary": summary, "paths": ["src/db/pool.cs", "src/db/lock.cs"]}
        if act == "add":
            writer()(record(sys.argv[4]))
        elif act == "read":
            rows = read_founding() if kind == "founding" else (json.loads(row[0]) for row in database().execute("SELECT body FROM records"))
            print("\n".join(row["id"] for row in rows))
        else:
            writers, each = int(sys.argv[4]), int(sys.argv[5])
            if kind == "sqlite":
                database().close()
            gate = threading.Barrier(writers + 1)
            def work(number):
                add = writer()
                add(record("warm-%d" % number))
                gate.wait()
                for count in range(each):
                    add(record("%d-%d" % (number, count)))
            threads = [threading.Thread(target=work, args=(number,)) for number in range(writers)]
            for thread in threads:
                thread.start()
            gate.wait()
            began = time.monotonic()
            for thread in threads:
                thread.join()
            print((time.monotonic() - began) * 1e6 / (writers * each))
        """;

    /// <summary>The words of a command that adds one record.</summary>
    internal static string[] Add(string kind, string folder, string id) => ["python3", "-c", Script, kind, "add", folder, id];

    /// <summary>The words of a command that prints the ids of all records.</summary>
    internal static string[] Read(string kind, string folder) => ["python3", "-c", Script, kind, "read", folder];

    /// <summary>Microseconds per durable add of several threads of one process.</summary>
    internal static async Task<double> TimeAsync(string kind, string folder, int writers, int adds) =>
        double.Parse(
            await ChildRun.OutputOfAsync("python3", "-c", Script, kind, "time", folder, $"{writers}", $"{adds / writers}"),
            System.Globalization.CultureInfo.InvariantCulture);
}
