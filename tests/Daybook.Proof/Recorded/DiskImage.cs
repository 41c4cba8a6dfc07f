using Daybook.Durability.FileSystem;
using Daybook.Testing.Disk;

namespace Daybook.Proof.Recorded;

/// <summary>A real folder on a simulated disk, and the other way round.</summary>
internal static class DiskImage
{
    /// <summary>Puts a real folder on a disk, all of it durable.</summary>
    public static SimulatedFileSystem Take(string folder)
    {
        SimulatedFileSystem disk = new() { IsPrivileged = true };
        Plant(disk, folder);
        return disk;
    }

    /// <summary>Writes a folder of a simulated disk to the real one, under another name.</summary>
    public static void Write(SimulatedFileSystem disk, string folder, string target)
    {
        FileStat stat = disk.Stat(folder) ?? throw new FileNotFoundException("nothing is left of it", folder);
        if (stat.Kind == FileKind.Regular)
        {
            File.WriteAllBytes(target, disk.ReadBytes(folder));
            File.SetUnixFileMode(target, stat.Permissions);
            return;
        }

        Directory.CreateDirectory(target, stat.Permissions);
        foreach (string name in disk.List(folder))
        {
            Write(disk, Path.Join(folder, name), Path.Join(target, name));
        }
    }

    /// <summary>Compares a real folder with the simulated one.</summary>
    /// <returns>The paths that differ; what SQLite maps into memory is left out.</returns>
    public static IReadOnlyList<string> Differences(SimulatedFileSystem disk, string folder)
    {
        string[] real = [.. Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Where(IsCompared)];
        IEnumerable<string> changed = real.Where(path => !disk.Exists(path) || !disk.ReadBytes(path).AsSpan().SequenceEqual(File.ReadAllBytes(path)));
        return [.. changed, .. FilesIn(disk, folder).Where(IsCompared).Except(real)];
    }

    private static bool IsCompared(string path) => !path.EndsWith("-shm", StringComparison.Ordinal);

    private static IEnumerable<string> FilesIn(SimulatedFileSystem disk, string folder) => disk.List(folder)
        .Select(name => Path.Join(folder, name))
        .SelectMany(path => disk.Stat(path) is { Kind: FileKind.Directory } ? FilesIn(disk, path) : [path]);

    private static void Plant(SimulatedFileSystem disk, string folder)
    {
        disk.PlantDirectory(folder, File.GetUnixFileMode(folder));
        foreach (string file in Directory.GetFiles(folder))
        {
            disk.PlantFile(file, File.ReadAllBytes(file), File.GetUnixFileMode(file));
        }

        foreach (string child in Directory.GetDirectories(folder))
        {
            Plant(disk, child);
        }
    }
}
