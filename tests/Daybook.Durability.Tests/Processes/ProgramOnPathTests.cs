using Daybook.Durability.FileSystem;
using Daybook.Durability.Processes;
using Daybook.Testing;
using Xunit;

namespace Daybook.Durability.Tests.Processes;

public sealed class ProgramOnPathTests : IDisposable
{
    private const UnixFileMode Executable = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly TempDirectory directory = new();

    public void Dispose() => directory.Dispose();

    [Fact]
    public void The_first_absolute_entry_with_a_program_wins()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "modes are for Linux and macOS");
        Directory.CreateDirectory(directory.At("folders", "tool"));
        Plant("texts", UnixFileMode.UserRead);
        string first = Plant("first", Executable);
        Plant("second", Executable);
        string[] entries = ["", ".", "relative", directory.At("absent"), directory.At("folders"), directory.At("texts"), directory.At("first"), directory.At("second")];

        Assert.Equal(first, ProgramOnPath.Find("tool", string.Join(':', entries)));
        Assert.Null(ProgramOnPath.Find("tool", string.Join(':', entries[..^2])));
        Assert.Null(ProgramOnPath.Find("other", string.Join(':', entries)));
    }

    private string Plant(string folder, UnixFileMode mode)
    {
        Directory.CreateDirectory(directory.At(folder));
        string path = directory.At(folder, "tool");
        File.WriteAllText(path, "#!/bin/sh\n");
        LocalFileSystem.Create().SetPermissions(path, mode);
        return path;
    }
}
