using Daybook.Benchmarks.Measuring;

namespace Daybook.Benchmarks.Recording;

/// <summary>
/// What <c>run exec</c> adds to a program: to one that does nothing, beside which nothing can be done meanwhile, and to one that takes a moment.
/// Each is run in turn with the program alone, and what that takes is no part of it.
/// </summary>
internal sealed class RunExecQuestion : IQuestion
{
    private const int Runs = 25;

    public string Name => "run-exec";

    public string Title => "What does run exec add to a program?";

    public async Task<Table> AskAsync(BenchDirectory directory)
    {
        string store = BenchStore.CreateIn(directory);
        string program = await Published.AsInstalledAsync(directory);
        var table = new Table("daybook version", "milliseconds");
        table.Add("daybook version", () => MedianAsync(() => ChildRun.TimeAsync(program, "version")));
        table.Add("run exec, beyond true", () => MedianAsync(() => AddedAsync("true")));
        table.Add("run exec, beyond sleep 0.05", () => MedianAsync(() => AddedAsync("sleep", "0.05")));
        return await table.RunAsync();

        async Task<double> AddedAsync(params string[] words)
        {
            double alone = await ChildRun.TimeAsync(words[0], words[1..]);
            return await ChildRun.TimeAsync(program, ["run", "exec", "--store", store, "--project", "p", "--", .. words]) - alone;
        }
    }

    private static async Task<double> MedianAsync(Func<Task<double>> measure)
    {
        var values = new List<double>();
        for (int run = 0; run < Runs; run++)
        {
            values.Add(await measure());
        }

        values.Sort();
        return values[Runs / 2];
    }
}
