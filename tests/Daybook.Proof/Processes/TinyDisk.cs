using Xunit;

namespace Daybook.Proof.Processes;

/// <summary>A file system of one mebibyte over a directory. Needs root, and a machine that lets it mount.</summary>
internal sealed class TinyDisk : IAsyncDisposable
{
    private readonly string directory;

    private TinyDisk(string directory) => this.directory = directory;

    private string Ballast => Path.Join(directory, "ballast");

    /// <summary>Mounts one, or skips the test and says why.</summary>
    public static async Task<TinyDisk> MountAsync(string directory)
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "forbidden here: mounting a small disk needs root");
        await Tool.RunOrSkipAsync("mount", "-t", "tmpfs", "-o", "size=1m,mode=0755", "daybook-tiny", directory);
        return new TinyDisk(directory);
    }

    /// <summary>Takes all space that is left.</summary>
    public async Task FillAsync()
    {
        DaybookAnswer filled = await Tool.RunAsync("dd", "if=/dev/zero", $"of={Ballast}", "bs=4096", "count=512");
        Assert.Contains("No space left", filled.Words, StringComparison.Ordinal);
    }

    /// <summary>Gives the space back.</summary>
    public void Free() => File.Delete(Ballast);

    /// <summary>Allows or forbids writing.</summary>
    public async Task SetReadOnlyAsync(bool isReadOnly) =>
        (await Tool.RunAsync("mount", "-o", isReadOnly ? "remount,ro" : "remount,rw", directory)).MustSucceed();

    public async ValueTask DisposeAsync() => await Tool.RunAsync("umount", "--lazy", directory);
}
