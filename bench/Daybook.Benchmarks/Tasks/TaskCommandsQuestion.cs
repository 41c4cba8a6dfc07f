using Daybook.Benchmarks.Measuring;

namespace Daybook.Benchmarks.Tasks;

/// <summary>What whole commands cost with few and many open tasks, beside those trackers that are installed here.</summary>
internal sealed class TaskCommandsQuestion(int tasks) : IQuestion
{
    private int taken;

    public string Name => $"task-commands-{tasks}";

    public string Title => $"What does one command cost as a whole process with {tasks:n0} open tasks?";

    public async Task<Table> AskAsync(BenchDirectory directory)
    {
        string program = await Published.AsInstalledAsync(directory);
        string few = await LongTasks.WriteAsync(directory.Next(), 100, 100);
        string many = await LongTasks.WriteAsync(directory.Next(), tasks, 100);
        string full = await LongTasks.WriteAsync(directory.Next(), 100, LongTasks.Many);
        var table = new Table("daybook task ready with 100 open tasks", "milliseconds");
        AddCommands(table, program, few, "100 open, 100 finished");
        AddCommands(table, program, many, $"{tasks:n0} open, 100 finished");
        AddCommands(table, program, full, $"100 open, {LongTasks.Many:n0} finished");
        foreach (PeerTracker peer in PeerTracker.All.Where(static peer => peer.IsInstalled))
        {
            string folder = directory.Next();
            await peer.FillAsync(folder, tasks);
            table.Add($"{peer.Name}: list", () => peer.ListAsync(folder));
            table.Add($"{peer.Name}: add", () => peer.AddAsync(folder));
        }

        return await table.RunAsync();
    }

    private void AddCommands(Table table, string program, string folder, string what)
    {
        table.Add($"daybook task ready, {what}", () => ChildRun.TimeAsync(program, "task", "ready", "--limit", "20", "--store", folder));
        table.Add($"daybook task list --limit 20, {what}", () => ChildRun.TimeAsync(program, "task", "list", "--limit", "20", "--store", folder));
        table.Add($"daybook task create, {what}", () => ChildRun.TimeAsync(program, "task", "create", $"Task {++taken}", "--store", folder));
    }
}
