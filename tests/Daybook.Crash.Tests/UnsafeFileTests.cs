using Daybook.Proof.Processes;
using Daybook.Proof.Stores;
using Xunit;

namespace Daybook.Crash.Tests;

/// <summary>
/// Something else stands where a file or folder of ours should be: it is refused by name, and nothing happens through it.
/// </summary>
public sealed class UnsafeFileTests
{
    private static readonly string[] Add = ["memory", "add", "--type", "note", "--title", "new"];
    private static readonly string[] List = ["memory", "list"];

    [Theory]
    [InlineData(".daybook")]
    [InlineData(".daybook/daybook.json")]
    [InlineData(".daybook/memory")]
    [InlineData(".daybook/memory/memory.jsonl")]
    [InlineData(".daybook/locks/memory.watermark")]
    public async Task A_link_is_refused_by_name(string place)
    {
        using ScratchStore scratch = await PrepareAsync();
        string path = Path.Join(scratch.Work, place);
        string elsewhere = Path.Join(scratch.Outside, "elsewhere");
        Directory.Move(path, elsewhere);
        File.CreateSymbolicLink(path, elsewhere);
        await MustRefuseAsync(scratch, place);
    }

    [Theory]
    [InlineData(".daybook")]
    [InlineData(".daybook/daybook.json")]
    [InlineData(".daybook/memory")]
    [InlineData(".daybook/memory/memory.jsonl")]
    [InlineData(".daybook/locks/memory.watermark")]
    public async Task A_fifo_is_refused_by_name_and_nobody_waits_at_it(string place)
    {
        using ScratchStore scratch = await PrepareAsync();
        string path = Path.Join(scratch.Work, place);
        Directory.Move(path, Path.Join(scratch.Outside, "elsewhere"));
        await Tool.RunOrSkipAsync("mkfifo", path);
        await MustRefuseAsync(scratch, place);
    }

    [Theory]
    [InlineData(".daybook")]
    [InlineData(".daybook/daybook.json")]
    [InlineData(".daybook/memory")]
    [InlineData(".daybook/memory/memory.jsonl")]
    [InlineData(".daybook/locks/memory.watermark")]
    public async Task A_device_is_refused_by_name(string place)
    {
        using ScratchStore scratch = await PrepareAsync();
        string path = Path.Join(scratch.Work, place);
        Directory.Move(path, Path.Join(scratch.Outside, "elsewhere"));
        if (Environment.IsPrivilegedProcess)
        {
            // The numbers of /dev/null.
            await Tool.RunOrSkipAsync("mknod", path, "c", "1", "3");
        }
        else
        {
            File.CreateSymbolicLink(path, "/dev/null");
        }

        await MustRefuseAsync(scratch, place);
    }

    [Fact]
    public async Task A_fifo_as_input_of_a_repair_is_a_finding()
    {
        using ScratchStore scratch = await PrepareAsync();
        File.Delete(scratch.Log);
        await Tool.RunOrSkipAsync("mkfifo", scratch.Log);
        await using DaybookProcess doctor = scratch.Program.Start("doctor", "memory", "--fix", "--json");
        DaybookAnswer answer = await doctor.EndAsync(TestTimeout.Refusal);
        Assert.Equal(1, answer.ExitCode);
        Assert.Equal("unsafe_file", Assert.Single(answer.Json.GetProperty("items").EnumerateArray()).GetProperty("problem").GetString());
    }

    private static async Task<ScratchStore> PrepareAsync()
    {
        var scratch = new ScratchStore();
        await scratch.AddAsync("before");
        return scratch;
    }

    private static async Task MustRefuseAsync(ScratchStore scratch, string place)
    {
        IReadOnlyList<string> before = DirectorySnapshot.Of(scratch.Outside);
        MustName(await RunAsync(scratch, Add), place);
        DaybookAnswer listed = await RunAsync(scratch, List);
        if (Path.GetFileName(place) == "memory.watermark")
        {
            // Only writers look at it.
            listed.MustSucceed();
        }
        else
        {
            MustName(listed, place);
        }

        Assert.Equal(before, DirectorySnapshot.Of(scratch.Outside));
    }

    private static void MustName(DaybookAnswer answer, string place) =>
        Assert.Contains(place, answer.MustBeRefused(6).Words, StringComparison.Ordinal);

    private static async Task<DaybookAnswer> RunAsync(ScratchStore scratch, string[] arguments)
    {
        await using DaybookProcess process = scratch.Program.Start(arguments);
        return await process.EndAsync(TestTimeout.Refusal);
    }
}
