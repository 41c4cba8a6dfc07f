using Daybook.Benchmarks.Measuring;

namespace Daybook.Benchmarks.Recording;

/// <summary>How fast <c>run exec</c> passes on and keeps what a program writes.</summary>
internal sealed class RunCaptureQuestion : IQuestion
{
    private const string Gigabyte = "head -c 1073741824 /dev/zero";

    public string Name => "run-capture";

    public string Title => "How long does it take to capture a gigabyte?";

    public async Task<Table> AskAsync(BenchDirectory directory)
    {
        string folder = directory.Next();
        string store = BenchStore.CreateIn(directory);
        string program = await Published.AsInstalledAsync(directory);
        var table = new Table("cat", "milliseconds", rounds: 3);
        table.Add("1 GiB through cat", () => ChildRun.TimeAsync("sh", "-c", $"{Gigabyte} | cat > {folder}/copy; rm {folder}/copy"));
        table.Add("1 GiB through cat, flushed", () => ChildRun.TimeAsync("sh", "-c", $"{Gigabyte} | cat > {folder}/copy; sync {folder}/copy; rm {folder}/copy"));
        table.Add("1 GiB through run exec", () => ChildRun.TimeAsync("sh", "-c", $"{program} run exec --store {store} --project p -- {Gigabyte} > /dev/null; rm -r {store}/runs"));
        return await table.RunAsync();
    }
}
