using System.Globalization;
using Daybook.Benchmarks.Measuring;

namespace Daybook.Benchmarks.Reading;

/// <summary>How much memory a process holds at most while it reads or queries a million records.</summary>
internal sealed class MemoryPeakQuestion : IQuestion
{
    private const string EmptyPython =
        """
        print(next(line for line in open("/proc/self/status") if line.startswith("VmHWM")), end="")
        """;

    public string Name => "million-records-memory";

    public string Title => $"How much memory does a process hold at most that reads {LongLog.Records:n0} records?";

    public async Task<Table> AskAsync(BenchDirectory directory)
    {
        string folder = directory.Next();
        LongLog.Write(folder);
        string program = Environment.ProcessPath ?? throw new InvalidOperationException("the program's own path is not known");
        var table = new Table("an interpreter that does nothing", "MiB at most");
        table.Add("python3 that does nothing", () => PeakAsync("/usr/bin/python3", "-c", EmptyPython));
        table.Add("ReadAsync", () => PeakAsync(program, "child", "read", folder, "1"));
        table.Add("QueryAsync", () => PeakAsync(program, "child", "query", folder, "1"));
        return await table.RunAsync();
    }

    private static async Task<double> PeakAsync(string program, params string[] arguments)
    {
        string told = await ChildRun.OutputOfAsync(program, arguments);
        return double.Parse(told.Split(':')[1].Replace("kB", "", StringComparison.Ordinal), CultureInfo.InvariantCulture) / 1024;
    }
}
