using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Daybook.Benchmarks.Measuring;

namespace Daybook.Benchmarks.Comparing;

/// <summary>
/// What each loses of the items that it has acknowledged by exit code 0: when the end of its file is torn off, when two write at once, when it is
/// killed, and when the disk is full. An item is lost when it is not among those that are read afterwards.
/// </summary>
internal sealed partial class LossesExperiment(Peers peers, string program) : IBenchmark
{
    private const int Before = 10;
    private const int After = 5;
    private const int EachWriter = 25;
    private const int Kills = 20;
    private const int TornBytes = 7;
    private const int OnFullDisk = 6;
    private const int Seed = 20261121;

    private int taken;

    public string Name => "compare-losses";

    public async Task<string> RunAsync(BenchDirectory directory)
    {
        LossSubject[] subjects =
        [
            LossSubject.Daybook(program), LossSubject.DaybookTasks(program), LossSubject.Founding, LossSubject.Sqlite,
            LossSubject.MemoryServer(peers.MemoryServer), LossSubject.Backlog(peers.Backlog), LossSubject.Taskwarrior,
        ];
        var text = new StringBuilder();
        text.AppendLine("# What does each lose of what it has acknowledged?").AppendLine();
        text.AppendLine(CultureInfo.InvariantCulture, $"{Machine.Describe(directory.Path)}. Lost of all that were acknowledged by exit code 0; kills at random moments, seed {Seed}.").AppendLine();
        text.AppendLine($"| | {TornBytes} bytes torn off the file, then {After} more | two writers at once | killed {Kills} times | disk full, then free again |");
        text.AppendLine("|---|---|---|---|---|");
        using BenchDirectory outside = BenchDirectory.OutsideOfGit();
        foreach (LossSubject subject in subjects)
        {
            text.AppendLine(
                $"| {subject.Name} | {await TearAsync(subject, outside)} | {await WriteAtOnceAsync(subject, outside)} | {await KillAsync(subject, outside)} | {await FillAsync(subject, outside)} |");
            await Console.Error.WriteLineAsync($"losses: {subject.Name} is done");
        }

        return text.ToString();
    }

    private async Task<string> TearAsync(LossSubject subject, BenchDirectory directory)
    {
        string folder = await PrepareAsync(subject, directory);
        List<string> stored = await AddAsync(subject, folder, Before);
        await AddAsync(subject, folder, 1);
        string file = subject.File(folder) ?? Directory.EnumerateFiles(folder, "*.md", SearchOption.AllDirectories).MaxBy(File.GetLastWriteTimeUtc) ?? "";
        using (FileStream torn = File.OpenWrite(file))
        {
            torn.SetLength(torn.Length - TornBytes);
        }

        stored.AddRange(await AddAsync(subject, folder, After));
        return await CountLostAsync(subject, folder, stored);
    }

    private async Task<string> WriteAtOnceAsync(LossSubject subject, BenchDirectory directory)
    {
        string folder = await PrepareAsync(subject, directory);
        List<string>[] stored = await Task.WhenAll(Task.Run(() => AddSeveralAsync(subject, folder)), Task.Run(() => AddSeveralAsync(subject, folder)));
        return await CountLostAsync(subject, folder, [.. stored[0], .. stored[1]]);
    }

    private async Task<string> KillAsync(LossSubject subject, BenchDirectory directory)
    {
        string folder = await PrepareAsync(subject, directory);
        List<string> stored = await AddAsync(subject, folder, 1);
        long began = Stopwatch.GetTimestamp();
        stored.AddRange(await AddAsync(subject, folder, 1));
        TimeSpan usual = Stopwatch.GetElapsedTime(began);
        var random = new Random(Seed);
        for (int kill = 0; kill < Kills; kill++)
        {
            string item = NextItem();
            using Process child = Start(subject.Add(folder, item));
            await Task.Delay(usual * random.NextDouble());
            child.Kill(entireProcessTree: true);
            await child.WaitForExitAsync();
            if (child.ExitCode == 0)
            {
                stored.Add(item);
            }
        }

        stored.AddRange(await AddAsync(subject, folder, After));
        return await CountLostAsync(subject, folder, stored);
    }

    private async Task<string> FillAsync(LossSubject subject, BenchDirectory directory)
    {
        string folder = directory.Next();
        if ((await TryAsync(["mount", "-t", "tmpfs", "-o", "size=4m", "daybook-bench", folder])).ExitCode != 0)
        {
            return "not run: mounting a small disk is forbidden here";
        }

        try
        {
            await subject.Prepare(folder);
            List<string> stored = await AddAsync(subject, folder, Before);
            string ballast = Path.Join(folder, "ballast");
            await TryAsync(["dd", "if=/dev/zero", $"of={ballast}", "bs=4096"]);
            stored.AddRange(await AddAsync(subject, folder, OnFullDisk));
            File.Delete(ballast);
            stored.AddRange(await AddAsync(subject, folder, After));
            return await CountLostAsync(subject, folder, stored);
        }
        finally
        {
            await TryAsync(["umount", "--lazy", folder]);
        }
    }

    private static async Task<string> PrepareAsync(LossSubject subject, BenchDirectory directory)
    {
        string folder = directory.Next();
        await subject.Prepare(folder);
        return folder;
    }

    /// <summary>Adds items one after the other.</summary>
    /// <returns>Those that were acknowledged.</returns>
    private async Task<List<string>> AddAsync(LossSubject subject, string folder, int count)
    {
        var stored = new List<string>();
        for (int number = 0; number < count; number++)
        {
            string item = NextItem();
            if ((await TryAsync(subject.Add(folder, item))).ExitCode == 0)
            {
                stored.Add(item);
            }
        }

        return stored;
    }

    private async Task<List<string>> AddSeveralAsync(LossSubject subject, string folder)
    {
        if (subject.AddSeveral is not { } command)
        {
            return await AddAsync(subject, folder, EachWriter);
        }

        string[] items = [.. Enumerable.Range(0, EachWriter).Select(_ => NextItem())];
        return (await TryAsync(command(folder, items))).ExitCode == 0 ? [.. items] : [];
    }

    private static async Task<string> CountLostAsync(LossSubject subject, string folder, List<string> stored)
    {
        (int exitCode, string output) = await TryAsync(subject.Read(folder));
        var found = Item().Matches(output).Select(static match => match.Value).ToHashSet(StringComparer.Ordinal);
        int lost = stored.Count(item => !found.Contains(item));
        string told = string.Create(CultureInfo.InvariantCulture, $"{lost} of {stored.Count}");
        return exitCode == 0 ? told : told + ", cannot be read";
    }

    private string NextItem() => string.Create(CultureInfo.InvariantCulture, $"item{Interlocked.Increment(ref taken):d5}");

    [GeneratedRegex("item[0-9]{5}")]
    private static partial Regex Item();

    private static async Task<(int ExitCode, string Output)> TryAsync(string[] words)
    {
        using Process child = Start(words);
        string output = await child.StandardOutput.ReadToEndAsync();
        await child.WaitForExitAsync();
        return (child.ExitCode, output);
    }

    private static Process Start(string[] words)
    {
        var start = new ProcessStartInfo(words[0], words[1..]) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        Process child = Process.Start(start) ?? throw new InvalidOperationException($"{words[0]} did not start");
        child.StandardInput.Close();
        child.ErrorDataReceived += static (_, _) => { };
        child.BeginErrorReadLine();
        return child;
    }
}
