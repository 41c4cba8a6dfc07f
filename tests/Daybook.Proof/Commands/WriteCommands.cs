namespace Daybook.Proof.Commands;

/// <summary>Every command that writes, by kind.</summary>
internal static class WriteCommands
{
    private const string Other = "0194f3a2-7c1e-4d10-9a51-000000000009";
    private const string Batch = """
        {"id":"batch-1","type":"note","title":"batch-1"}
        {"id":"batch-2","type":"note","title":"batch-2"}
        {"id":"batch-3","type":"note","title":"batch-3"}

        """;

    private static readonly WriteCommand[] Memory =
    [
        new("memory add", "memory", "add", "--type", "note", "--title", "new", "--quiet") { Truth = "memory.jsonl" },
        new("memory add, first", "memory", "add", "--type", "note", "--title", "new", "--quiet") { Truth = "memory.jsonl", IsFirst = true },
        new("memory add, batch", "memory", "add", "--from-json", "-", "--quiet") { Input = Batch, TellsEach = true },
        new("memory add, long", "memory", "add", "--from-json", "-", "--quiet")
        {
            Truth = "memory.jsonl",
            Input = $$"""{"id":"long","type":"note","title":"long","summary":"{{new string('x', 9_000)}}"}""",
        },
        new("memory add, again", "memory", "add", "--from-json", "-", "--quiet")
        {
            Input = """{"id":"record-2","type":"note","title":"record-2","timestamp":"2021-01-01T00:00:00Z"}""",
        },
        new("memory forget", "memory", "forget", "record-1", "--reason", "wrong"),
        new("memory forget, purge", "memory", "forget", "record-1", "--reason", "wrong", "--purge"),
        new("memory supersede", "memory", "supersede", "record-1", "--by", "record-2"),
        new("memory compact", "memory", "compact"),
        new("remember", "remember", "what matters"),
    ];

    private static readonly WriteCommand[] Tasks =
    [
        Journal("task create", "task", "create", "new", "--id", Other),
        Journal("task create, first", "task", "create", "new", "--id", Other) with { IsFirst = true },
        Journal("task edit", "task", "edit", SeededStore.Task, "--priority", "0"),
        Journal("task start", "task", "start", SeededStore.Task),
        Journal("task claim", "task", "claim", SeededStore.Task, "--lease", "1d"),
        Journal("task depend", "task", "depend", SeededStore.Task, "--on", SeededStore.ClaimedTask),
        Journal("task cancel", "task", "cancel", SeededStore.Task),
        Journal("task complete", "task", "complete", SeededStore.ClaimedTask, "--token", "1"),
        Journal("task fail", "task", "fail", SeededStore.ClaimedTask, "--token", "1"),
        Journal("task heartbeat", "task", "heartbeat", SeededStore.ClaimedTask, "--token", "1"),
        Journal("task release", "task", "release", SeededStore.ClaimedTask, "--token", "1"),
        Journal("task note", "task", "note", SeededStore.ClaimedTask, "--token", "1", "--decision", "two"),
        Journal("task reopen", "task", "reopen", SeededStore.FinishedTask),
        Journal("session end", "session", "end"),
        Journal("session scope", "session", "scope", "the pool"),
        new("context set", "context", "set", "project_type", "tool"),
        new("context append", "context", "append", "key_decisions", "two"),
    ];

    private static readonly WriteCommand[] Runs =
    [
        new("run start", "run", "start", "--project", "p", "--task", "new", "--agent", "a", "--id", "run-new"),
        new("run finish", "run", "finish", SeededStore.Run, "--status", "failed", "--exit-code", "3"),
        new("run exec", "run", "exec", "--project", "p", "--task", "new", "--", "echo", "hello")
        {
            Between = ["run new Running", "run new Interrupted -1"],
            WarnsOnly = true,
        },
        new("run gc", "run", "gc", "--older-than", "1ms") { Nothing = "There is nothing to remove." },
    ];

    private static readonly WriteCommand[] Drafts =
    [
        new("draft save", "draft", "save", "--session-id", SeededStore.Draft) { Input = "3" },
        new("draft save, new", "draft", "save") { Input = """{"new":true}""" },
        new("draft save, first", "draft", "save", "--session-id", SeededStore.Draft) { Input = "3", IsFirst = true },
        new("draft delete", "draft", "delete", SeededStore.Draft),
        new("draft expire", "draft", "expire", "--older-than", "1ms"),
        new("recall record", "recall", "record", "--category", "coding", "--description", "another"),
    ];

    private static readonly WriteCommand[] Operations =
    [
        new("op start", "op", "start", "--profile", "p", "--action", "a", "--request", "new", "--mission-id", "m"),
        new("op link", "op", "link", SeededStore.Operation, "--artifact", "a.md"),
        new("op complete", "op", "complete", SeededStore.Operation, "--outcome", "done", "--evidence", "the tests"),
    ];

    private static readonly WriteCommand[] Stores =
    [
        new("init", "init") { IsFirst = true },
        new("import", "import", "-") { Input = """{"kind":"memory","record":{"id":"imported","type":"note","title":"imported"}}""" + "\n" },
        new("backup", "backup", "archive.tar.gz"),
        new("doctor, torn memory", "doctor", "--fix") { Prepare = static scratch => File.AppendAllText(scratch.Log, "{\"id\":\"to"), IsDoctor = true },
        new("doctor, torn journal", "doctor", "--fix")
        {
            Prepare = static scratch => File.AppendAllText(Path.Join(scratch.Folder, "tasks", "journal.jsonl"), "{\"seq\":"),
            IsDoctor = true,
        },
        new("doctor, torn operation", "doctor", "--fix")
        {
            Prepare = static scratch => File.AppendAllText(Path.Join(scratch.Folder, "operations", SeededStore.Operation + ".jsonl"), "{\"ev"),
            IsDoctor = true,
        },
    ];

    /// <summary>All, the kinds mixed, so that the first few are of all kinds.</summary>
    public static IReadOnlyList<WriteCommand> All { get; } = [.. Mix([Memory, Tasks, Runs, Drafts, Operations, Stores])];

    private static WriteCommand Journal(string name, params string[] words) => new(name, words) { Truth = "journal.jsonl" };

    private static IEnumerable<WriteCommand> Mix(WriteCommand[][] kinds) =>
        from number in Enumerable.Range(0, kinds.Max(static kind => kind.Length))
        from kind in kinds
        where number < kind.Length
        select kind[number];
}
