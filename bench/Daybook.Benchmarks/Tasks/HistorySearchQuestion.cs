using System.Globalization;
using Daybook.Benchmarks.Measuring;
using Daybook.Embedded;
using Daybook.Tasks;

namespace Daybook.Benchmarks.Tasks;

/// <summary>What a search of the whole history costs a process of its own, packed months included, and how much memory it holds at most.</summary>
internal sealed class HistorySearchQuestion(bool byMemory) : IQuestion
{
    internal const string Word = "task-search-word";
    internal const string Nothing = "task-search-nothing";

    public string Name => byMemory ? "task-history-memory" : "task-history-search";

    public string Title => byMemory
        ? $"How much memory does a process hold at most that searches {LongTasks.Many:n0} finished tasks?"
        : $"How long does a process take that searches {LongTasks.Many:n0} finished tasks, eleven of twelve months packed?";

    public async Task<Table> AskAsync(BenchDirectory directory)
    {
        string many = await LongTasks.WriteAsync(directory.Next(), 100, LongTasks.Many);
        string few = await LongTasks.WriteAsync(directory.Next(), 100, LongTasks.Many / 10);
        var table = new Table("a tenth of the tasks", byMemory ? "MiB at most" : "milliseconds, the start of the process included");
        table.Add("a word that none has, a tenth of the tasks", () => MeasureAsync(Nothing, few));
        table.Add("a word that none has", () => MeasureAsync(Nothing, many));
        table.Add("a word that one in a thousand has, --limit 100", () => MeasureAsync(Word, many));
        return await table.RunAsync();
    }

    /// <summary>The search in a process of its own, which then tells the most memory it ever held.</summary>
    internal static async Task RunChildAsync(string subject, string folder)
    {
        await using EmbeddedStore store = await LongTasks.OpenAsync(folder);
        var query = new TaskHistoryQuery { Text = subject == Word ? LongTasks.RareWord : "nowhere-to-be-found", Limit = 100 };
        Page<TaskRecord> page = await store.Tasks.SearchHistoryAsync(query, default);
        string peak = (await File.ReadAllLinesAsync("/proc/self/status")).First(line => line.StartsWith("VmHWM", StringComparison.Ordinal));
        Console.WriteLine($"{page.Items.Count} {peak}");
    }

    private async Task<double> MeasureAsync(string subject, string folder)
    {
        string program = Environment.ProcessPath ?? throw new InvalidOperationException("the program's own path is not known");
        if (!byMemory)
        {
            return await ChildRun.TimeAsync(program, "child", subject, folder, "1");
        }

        string told = await ChildRun.OutputOfAsync(program, "child", subject, folder, "1");
        return double.Parse(told.Split(':')[1].Replace("kB", "", StringComparison.Ordinal), CultureInfo.InvariantCulture) / 1024;
    }
}
