using Daybook.Benchmarks.Measuring;

namespace Daybook.Benchmarks.Searching;

/// <summary>What a search costs as a whole process, beside a command that does nothing.</summary>
internal sealed class SearchCommandQuestion : IQuestion
{
    private const int Records = 10_000;

    public string Name => "search-command";

    public string Title => $"What does a search among {Records:n0} records cost as a whole process?";

    public async Task<Table> AskAsync(BenchDirectory directory)
    {
        using BenchDirectory outside = BenchDirectory.OutsideOfGit();
        string folder = outside.Next();
        new SearchCorpus().Write(folder, Records);
        string program = await Published.AsInstalledAsync(directory);
        string place = $"MEMORY_STATE_DIR={folder}";
        var table = new Table("daybook version", "milliseconds");
        table.Add("daybook version", () => ChildRun.TimeAsync(program, "version"));
        table.Add("daybook search, the best", () => ChildRun.TimeAsync("env", place, program, "search", "connection", "timeout"));
        table.Add("daybook search, the newest", () => ChildRun.TimeAsync("env", place, program, "search", "deploy", "--newest"));
        table.Add(
            "daybook search right after an add",
            async () =>
            {
                await ChildRun.TimeAsync("env", place, program, "memory", "add", "--type", "note", "--title", "a new one");
                return await ChildRun.TimeAsync("env", place, program, "search", "connection", "timeout");
            });
        return await table.RunAsync();
    }
}
