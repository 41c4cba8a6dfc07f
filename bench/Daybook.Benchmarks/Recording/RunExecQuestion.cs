using Daybook.Benchmarks.Measuring;

namespace Daybook.Benchmarks.Recording;

/// <summary>What <c>run exec</c> adds to a program: that does nothing, and that writes a gigabyte.</summary>
internal sealed class RunExecQuestion : IQuestion
{
    private const string Gigabyte = "head -c 1073741824 /dev/zero";

    public string Name => "run-exec";

    public string Title => "What does run exec add to a program?";

    public async Task<Table> AskAsync(BenchDirectory directory)
    {
        string folder = directory.Next();
        string path = BenchStore.CreateIn(directory);
        string program = await Published.AsInstalledAsync(directory);
        string exec = $"DAYBOOK_STORE={path} {program} run exec --project p --";
        var table = new Table("daybook version", "milliseconds", rounds: 3);
        table.Add("daybook version", () => ChildRun.TimeAsync(program, "version"));
        table.Add("run exec -- true", () => ChildRun.TimeAsync("sh", "-c", $"{exec} true"));
        table.Add("1 GiB through cat", () => ChildRun.TimeAsync("sh", "-c", $"{Gigabyte} | cat > {folder}/copy; rm {folder}/copy"));
        table.Add("1 GiB through cat, flushed", () => ChildRun.TimeAsync("sh", "-c", $"{Gigabyte} | cat > {folder}/copy; sync {folder}/copy; rm {folder}/copy"));
        table.Add("1 GiB through run exec", () => ChildRun.TimeAsync("sh", "-c", $"{exec} {Gigabyte} > /dev/null; rm -r {path}/runs"));
        return await table.RunAsync();
    }
}
