using Daybook.Proof.Processes;
using Daybook.Proof.Stores;
using Xunit;

namespace Daybook.Crash.Tests;

/// <summary>What Daybook makes is its owner's alone, whatever the umask.</summary>
public sealed class PermissionTests
{
    private const UnixFileMode PrivateFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode PrivateDirectory = PrivateFile | UnixFileMode.UserExecute;

    [Theory]
    [InlineData("000")]
    [InlineData("022")]
    [InlineData("077")]
    [InlineData("277")]
    public async Task New_files_are_0600_and_directories_0700(string umask)
    {
        using var scratch = new ScratchStore(withStore: false);
        scratch.PretendGit();
        DaybookProgram program = scratch.Program with { Before = ["sh", "-c", $"umask {umask}; exec \"$@\"", "sh"] };
        (await program.RunAsync("memory", "add", "--type", "note", "--title", "one")).MustSucceed();

        // A repair makes more files: the mended log and the old bytes.
        await File.AppendAllTextAsync(scratch.Log, "{\"torn", TestContext.Current.CancellationToken);
        (await program.RunAsync("doctor", "memory", "--fix")).MustSucceed();
        Assert.NotEmpty(Directory.GetFiles(Path.Join(scratch.Folder, "quarantine")));
        Assert.Equal(PrivateDirectory, File.GetUnixFileMode(scratch.Folder));
        foreach (string directory in Directory.GetDirectories(scratch.Folder, "*", SearchOption.AllDirectories))
        {
            Assert.True(File.GetUnixFileMode(directory) == PrivateDirectory, $"{directory}: {File.GetUnixFileMode(directory)}");
        }

        foreach (string file in Directory.GetFiles(scratch.Folder, "*", SearchOption.AllDirectories))
        {
            Assert.True(File.GetUnixFileMode(file) == PrivateFile, $"{file}: {File.GetUnixFileMode(file)}");
        }
    }
}
