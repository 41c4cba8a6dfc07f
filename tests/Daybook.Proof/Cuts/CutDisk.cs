using System.Globalization;
using Daybook.Proof.Disks;
using Daybook.Proof.Processes;

namespace Daybook.Proof.Cuts;

/// <summary>
/// A small file system whose image lies on another one that copies a file by reference, at one moment and while it is written: what has
/// reached the image by then is what a device holds when its power goes.
/// </summary>
internal sealed class CutDisk : IAsyncDisposable
{
    /// <summary>Only what is written takes space; copies share theirs.</summary>
    private const int GroundMegabytes = 2_048;

    /// <summary>The smallest that all of them can be made in.</summary>
    private const int Megabytes = 320;

    private readonly string name;
    private readonly SmallDisk ground;
    private SmallDisk? disk;

    private CutDisk(string name, SmallDisk ground)
    {
        this.name = name;
        this.ground = ground;
    }

    /// <summary>Where it is mounted.</summary>
    public string Folder => (disk ?? throw new InvalidOperationException("it is taken away")).Folder;

    /// <summary>Makes and mounts one, or skips the proof where this machine cannot.</summary>
    public static async Task<CutDisk> MakeAsync(string fileSystem)
    {
        var made = new CutDisk(fileSystem, await SmallDisk.InFileAsync("the ground", "xfs", GroundMegabytes, "-q", "-m", "reflink=1"));
        try
        {
            await SmallDisk.FormatAsync(fileSystem, made.Image(), Megabytes, "-q");
            made.disk = await SmallDisk.OfImageAsync(fileSystem, made.Image());
            return made;
        }
        catch
        {
            await made.DisposeAsync();
            throw;
        }
    }

    /// <summary>Keeps what the device holds at this moment.</summary>
    /// <param name="number">By which it is asked for later.</param>
    public async Task CutAsync(int number) => (await Tool.RunAsync("cp", "--reflink=always", Image(), Image(number))).MustSucceed();

    /// <summary>Unmounts it: a file system with the same name as another one that is mounted is refused.</summary>
    public async Task TakeAwayAsync()
    {
        if (disk is not null)
        {
            await disk.DisposeAsync();
            disk = null;
        }
    }

    /// <summary>Mounts what was kept, and the file system recovers as it does after a power cut.</summary>
    public Task<SmallDisk> AfterAsync(int number) => SmallDisk.OfImageAsync(name, Image(number));

    public async ValueTask DisposeAsync()
    {
        await TakeAwayAsync();
        await ground.DisposeAsync();
    }

    private string Image(int? number = null) => Path.Join(ground.Folder, string.Create(CultureInfo.InvariantCulture, $"image{number}"));
}
