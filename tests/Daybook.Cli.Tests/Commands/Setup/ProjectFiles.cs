using System.Text;

namespace Daybook.Cli.Tests.Commands.Setup;

/// <summary>A project's files, compared as a whole.</summary>
internal static class ProjectFiles
{
    /// <summary>A run in which Daybook is on the PATH, as it is for its users.</summary>
    public static CliRun Open()
    {
        var cli = new CliRun();
        string bin = Path.Combine(cli.Root, "bin");
        Directory.CreateDirectory(bin);
        Directory.CreateDirectory(Path.Combine(cli.Root, "home"));
        File.WriteAllText(Path.Combine(bin, "daybook"), "#!/bin/sh\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(Path.Combine(bin, "daybook"), UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }

        cli.Set("PATH", bin);
        return cli;
    }

    /// <summary>Takes Daybook from the PATH, so that setup writes other entries, as another version of it would.</summary>
    /// <returns>The PATH that has it.</returns>
    public static string WithoutDaybook(this CliRun cli)
    {
        cli.Set("PATH", "/nowhere");
        return Path.Combine(cli.Root, "bin");
    }

    /// <summary>Writes a file of the project.</summary>
    public static void Put(this CliRun cli, string name, string text) => cli.Put(name, Encoding.UTF8.GetBytes(text));

    /// <summary>Writes a file of the project.</summary>
    public static void Put(this CliRun cli, string name, byte[] content)
    {
        string path = Path.Combine(cli.WorkingDirectory, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, content);
    }

    /// <summary>Reads a file of the project.</summary>
    public static string Get(this CliRun cli, string name) => Encoding.UTF8.GetString(File.ReadAllBytes(Path.Combine(cli.WorkingDirectory, name)));

    /// <summary>Every file and folder of the project and the home, with contents.</summary>
    public static string All(this CliRun cli) => string.Join('\n', new[] { cli.WorkingDirectory, Path.Combine(cli.Root, "home") }
        .SelectMany(root => Directory.GetFileSystemEntries(root, "*", SearchOption.AllDirectories))
        .Where(path => !path.Contains("/.git/", StringComparison.Ordinal))
        .Order(StringComparer.Ordinal)
        .Select(path => $"{path} {(File.Exists(path) ? Convert.ToHexString(File.ReadAllBytes(path)) : "")}"));

    /// <summary>When every file of the project was written last.</summary>
    public static string Times(this CliRun cli) => string.Join('\n', Directory
        .GetFiles(cli.WorkingDirectory, "*", SearchOption.AllDirectories)
        .Order(StringComparer.Ordinal)
        .Select(path => $"{path} {File.GetLastWriteTimeUtc(path).Ticks}"));
}
