using Daybook.Proof.Processes;
using Daybook.Testing;
using Xunit;

namespace Daybook.Proof.Disks;

/// <summary>A small file system over a folder of its own. Needs root, and a machine that lets it mount.</summary>
internal sealed class SmallDisk : IAsyncDisposable
{
    private readonly TempDirectory root = new();

    private SmallDisk(string name) => Name = name;

    /// <summary>Which file system it is, and what is scarce.</summary>
    public string Name { get; }

    /// <summary>Where it is mounted.</summary>
    public string Folder => root.At("disk");

    /// <summary>Mounts one in memory.</summary>
    /// <param name="name">What it is called.</param>
    /// <param name="options">What there is of space and of names.</param>
    public static async Task<SmallDisk> InMemoryAsync(string name, string options)
    {
        var disk = new SmallDisk(name);
        await disk.MountAsync("-t", "tmpfs", "-o", options, "daybook-small");
        return disk;
    }

    /// <summary>Makes a file system in a file and mounts it.</summary>
    /// <param name="name">What it is called.</param>
    /// <param name="type">The file system.</param>
    /// <param name="megabytes">The size of the file, of which only what is written takes space.</param>
    /// <param name="options">For the program that makes it.</param>
    public static async Task<SmallDisk> InFileAsync(string name, string type, int megabytes, params string[] options)
    {
        var disk = new SmallDisk(name);
        string image = disk.root.At("image");
        await FormatAsync(type, image, megabytes, options);
        await disk.MountAsync("-o", "loop", image);
        return disk;
    }

    /// <summary>Mounts a file system that is in a file.</summary>
    /// <param name="name">What it is called.</param>
    /// <param name="image">The file.</param>
    public static async Task<SmallDisk> OfImageAsync(string name, string image)
    {
        var disk = new SmallDisk(name);
        await disk.MountAsync("-o", "loop", image);
        return disk;
    }

    /// <summary>Makes a file system in a file.</summary>
    /// <param name="type">The file system.</param>
    /// <param name="image">The file, which is made.</param>
    /// <param name="megabytes">Its size, of which only what is written takes space.</param>
    /// <param name="options">For the program that makes it.</param>
    public static async Task FormatAsync(string type, string image, int megabytes, params string[] options)
    {
        Assert.SkipUnless(File.Exists("/dev/loop-control"), "forbidden here: there are no loop devices");
        string program = "mkfs." + type;
        Assert.SkipUnless(Tool.IsInstalled(program), $"forbidden here: {program} is not installed");
        await using (FileStream file = File.Create(image))
        {
            file.SetLength((long)megabytes << 20);
        }

        await Tool.RunOrSkipAsync(program, [.. options, image]);
    }

    /// <summary>Allows or forbids writing.</summary>
    public async Task SetReadOnlyAsync(bool isReadOnly) =>
        (await Tool.RunAsync("mount", "-o", isReadOnly ? "remount,ro" : "remount,rw", Folder)).MustSucceed();

    public async ValueTask DisposeAsync()
    {
        await Tool.RunAsync("umount", "--lazy", Folder);
        root.Dispose();
    }

    private async Task MountAsync(params string[] options)
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "forbidden here: mounting a small disk needs root");
        Directory.CreateDirectory(Folder);
        await Tool.RunOrSkipAsync("mount", [.. options, Folder]);
    }
}
