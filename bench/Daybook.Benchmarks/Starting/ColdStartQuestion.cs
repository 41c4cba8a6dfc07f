using Daybook.Benchmarks.Measuring;

namespace Daybook.Benchmarks.Starting;

/// <summary>What a command costs as a whole process, beside interpreters that do nothing: themselves, not a version switcher's scripts.</summary>
internal sealed class ColdStartQuestion : IQuestion
{
    private int taken;

    public string Name => "cold-start";

    public string Title => "What does one command cost as a whole process?";

    public async Task<Table> AskAsync(BenchDirectory directory)
    {
        string folder = directory.Next();
        var table = new Table("python3 -c pass", "milliseconds");
        table.Add("python3 -c pass", () => ChildRun.TimeAsync("/usr/bin/python3", "-c", "pass"));
        table.Add("node -e 0", () => ChildRun.TimeAsync("/usr/bin/node", "-e", "0"));
        table.Add("git --version", () => ChildRun.TimeAsync("/usr/bin/git", "--version"));
        AddCommands(table, "compiled at run time", await Published.AsPortableAsync(directory), folder);
        AddCommands(table, "ReadyToRun", await Published.AsReadyToRunAsync(directory), folder);
        AddCommands(table, "native, as installed", await Published.AsInstalledAsync(directory), folder);
        return await table.RunAsync();
    }

    private void AddCommands(Table table, string how, string program, string folder)
    {
        string place = $"MEMORY_STATE_DIR={folder}";
        table.Add($"daybook version, {how}", () => ChildRun.TimeAsync(program, "version"));
        table.Add(
            $"daybook memory add, {how}",
            () => ChildRun.TimeAsync("env", place, program, "memory", "add", "--type", "note", "--path", "src/a.cs", "--fingerprint", $"{++taken}"));
        table.Add($"daybook memory query, {how}", () => ChildRun.TimeAsync("env", place, program, "memory", "query", "--path", "src/a.cs"));
    }
}
