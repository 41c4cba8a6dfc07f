using Daybook.Crash.Tests.Logs;
using Daybook.Crash.Tests.Processes;
using Daybook.Proof.Processes;
using Daybook.Proof.Stores;
using Xunit;

namespace Daybook.Crash.Tests;

/// <summary>A store that adopted the founding system's memory, while that system goes on writing it.</summary>
public sealed class AdoptedMemoryTests
{
    private const int RecordsEach = 150;
    private const UnixFileMode TheirMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    [Fact]
    public async Task Two_of_their_writers_and_two_of_ours_share_one_file_and_every_record_is_found_once()
    {
        PythonWriter.SkipUnlessInstalled();
        using var scratch = new ScratchStore(withStore: false);
        scratch.PretendGit();
        string log = await LeaveTheirsAsync(scratch);
        DaybookAnswer adopted = (await scratch.Program.RunAsync("init", "--adopt", "--json")).MustSucceed();
        Assert.Equal(Path.GetDirectoryName(log), adopted.Json.GetProperty("adopted")[0].GetString());

        Task<IReadOnlyList<string>>[] theirs =
            [PythonWriter.RunAsync(log, "python-a", RecordsEach), PythonWriter.RunAsync(log, "python-b", RecordsEach)];
        Task<IReadOnlyList<string>>[] ours = [AddAsync(scratch, "ours-a"), AddAsync(scratch, "ours-b")];
        IReadOnlyList<string>[] acknowledged = await Task.WhenAll([.. theirs, .. ours]);

        string[] expected = ["before-000", .. acknowledged.SelectMany(ids => ids)];
        Assert.Equal(1 + (4 * RecordsEach), expected.Length);
        LogLines lines = LogLines.Read(log);
        Assert.Empty(lines.Damaged);
        Assert.Equal(expected.Order(StringComparer.Ordinal), lines.Ids.Order(StringComparer.Ordinal));
        IReadOnlyList<string> listed = (await scratch.Program.RunAsync("memory", "list", "--limit", "1000", "--quiet")).MustSucceed().Output;
        Assert.Equal(lines.Ids, listed.Reverse());

        // The founding reader: each line that is JSON, in the order of the file.
        const string Reader = "import json, sys\nfor line in open(sys.argv[1]): print(json.loads(line)['id'])";
        Assert.Equal(lines.Ids, (await Tool.RunAsync("python3", "-c", Reader, log)).MustSucceed().Output);
        Assert.Equal(TheirMode, File.GetUnixFileMode(log));
        Assert.Empty((await scratch.Program.RunAsync("doctor", "memory", "--json")).MustSucceed().Json.GetProperty("items").EnumerateArray());
    }

    private static async Task<string> LeaveTheirsAsync(ScratchStore scratch)
    {
        string folder = Path.Join(scratch.Work, ".booty", "state");
        Directory.CreateDirectory(folder);
        string log = Path.Join(folder, "memory.jsonl");
        await PythonWriter.RunAsync(log, "before", 1);
        File.SetUnixFileMode(log, TheirMode);
        return log;
    }

    private static async Task<IReadOnlyList<string>> AddAsync(ScratchStore scratch, string name)
    {
        string input = string.Concat(Enumerable.Range(0, RecordsEach)
            .Select(number => $$"""{"id":"{{name}}-{{number:000}}","type":"note","title":"ours"}""" + "\n"));
        return (await scratch.Program.RunWithInputAsync(input, "memory", "add", "--from-json", "-", "--quiet")).MustSucceed().Output;
    }
}
