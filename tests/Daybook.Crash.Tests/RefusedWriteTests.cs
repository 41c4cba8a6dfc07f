using Daybook.Proof.Processes;
using Daybook.Proof.Stores;
using Xunit;

namespace Daybook.Crash.Tests;

/// <summary>
/// The disk takes nothing more: reads answer as before and create nothing, a write says why, and all is well once it can.
/// </summary>
public sealed class RefusedWriteTests
{
    private const UnixFileMode OwnerWrites = UnixFileMode.UserWrite;

    private static readonly string[] Add = ["memory", "add", "--type", "note", "--title", "new", "--quiet"];

    [Fact]
    public async Task A_directory_without_write_permission()
    {
        using var scratch = new ScratchStore();
        string id = await scratch.AddAsync("before");
        DaybookProgram program = scratch.Program with { Before = await OrdinaryRightsAsync(scratch) };
        SetWritable(scratch.Folder, isWritable: false);
        try
        {
            await MustReadAndRefuseAsync(scratch, program, id, "ermission denied");
        }
        finally
        {
            SetWritable(scratch.Folder, isWritable: true);
        }

        await MustTakeAgainAsync(scratch, program, id);
    }

    [Fact]
    public async Task A_disk_that_is_mounted_read_only()
    {
        using var scratch = new ScratchStore(withStore: false);
        await using TinyDisk disk = await TinyDisk.MountAsync(scratch.Work);
        scratch.CreateStore();
        string id = await scratch.AddAsync("before");
        await disk.SetReadOnlyAsync(true);
        await MustReadAndRefuseAsync(scratch, scratch.Program, id, "ead-only");
        await disk.SetReadOnlyAsync(false);
        await MustTakeAgainAsync(scratch, scratch.Program, id);
    }

    [Fact]
    public async Task A_full_disk()
    {
        using var scratch = new ScratchStore(withStore: false);
        await using TinyDisk disk = await TinyDisk.MountAsync(scratch.Work);
        scratch.CreateStore();
        string id = await scratch.AddAsync("before");
        await disk.FillAsync();

        // What is left of the log's last block takes a few more lines; one that is longer cannot be stored.
        DaybookProgram program = scratch.Program;
        await MustReadAsync(scratch, program, id);
        DaybookAnswer refused = await program.RunAsync([.. Add, "--summary", new string('x', 9_000)]);
        Assert.Contains("o space left", refused.MustBeRefused(6).Words, StringComparison.Ordinal);
        await MustReadAsync(scratch, program, id);
        disk.Free();
        await MustTakeAgainAsync(scratch, program, id);
    }

    [Fact]
    public async Task A_full_disk_where_no_store_is_yet()
    {
        using var scratch = new ScratchStore(withStore: false);
        await using TinyDisk disk = await TinyDisk.MountAsync(scratch.Work);
        scratch.PretendGit();
        await disk.FillAsync();
        Assert.Contains("o space left", (await scratch.Program.RunAsync(Add)).MustBeRefused(6).Words, StringComparison.Ordinal);
        Assert.Empty((await scratch.Program.RunAsync("memory", "list", "--quiet")).MustSucceed().Output);
        disk.Free();
        DaybookAnswer added = (await scratch.Program.RunAsync(Add)).MustSucceed();
        Assert.Equal(added.Output, await scratch.ReadIdsAsync());
    }

    private static async Task MustReadAndRefuseAsync(ScratchStore scratch, DaybookProgram program, string id, string reason)
    {
        IReadOnlyList<string> before = DirectorySnapshot.Of(scratch.Work);
        await MustReadAsync(scratch, program, id);
        DaybookAnswer refused = await program.RunAsync(Add);
        Assert.Contains(reason, refused.MustBeRefused(6).Words, StringComparison.Ordinal);
        await MustReadAsync(scratch, program, id);
        Assert.Equal(before, DirectorySnapshot.Of(scratch.Work));
    }

    private static async Task MustReadAsync(ScratchStore scratch, DaybookProgram program, string id)
    {
        IReadOnlyList<string> before = DirectorySnapshot.Of(scratch.Work);
        Assert.Equal([id], (await program.RunAsync("memory", "list", "--quiet")).MustSucceed().Output);
        Assert.Equal([id], (await program.RunAsync("memory", "query", "--path", "src/a.cs", "--quiet")).MustSucceed().Output);
        DaybookAnswer status = (await program.RunAsync("status", "--json")).MustSucceed();
        Assert.Equal(1, status.Json.GetProperty("kinds").GetProperty("memory").GetProperty("records").GetInt64());
        Assert.Equal(before, DirectorySnapshot.Of(scratch.Work));
    }

    private static async Task MustTakeAgainAsync(ScratchStore scratch, DaybookProgram program, string id)
    {
        DaybookAnswer added = (await program.RunAsync(Add)).MustSucceed();
        Assert.Equal([id, Assert.Single(added.Output)], await scratch.ReadIdsAsync());
    }

    /// <summary>Root may write anywhere, so it has to do without that right; nobody else needs anything.</summary>
    private static async Task<IReadOnlyList<string>> OrdinaryRightsAsync(ScratchStore scratch)
    {
        if (!Environment.IsPrivilegedProcess)
        {
            return [];
        }

        string[] without = ["--bounding-set", "-dac_override,-dac_read_search", "--inh-caps", "-dac_override,-dac_read_search"];
        File.SetUnixFileMode(scratch.Outside, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        await Tool.RunOrSkipAsync("setpriv", [.. without, "true"]);
        DaybookAnswer probe = await Tool.RunAsync("setpriv", [.. without, "touch", Path.Join(scratch.Outside, "probe")]);
        Assert.SkipUnless(probe.ExitCode != 0, "forbidden here: root cannot be kept from writing anywhere");
        return ["setpriv", .. without];
    }

    private static void SetWritable(string folder, bool isWritable)
    {
        string[] entries = [folder, .. Directory.GetFileSystemEntries(folder, "*", SearchOption.AllDirectories)];
        foreach (string entry in entries)
        {
            UnixFileMode mode = File.GetUnixFileMode(entry);
            File.SetUnixFileMode(entry, isWritable ? mode | OwnerWrites : mode & ~OwnerWrites);
        }
    }
}
