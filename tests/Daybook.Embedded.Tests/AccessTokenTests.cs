using System.Text;
using Daybook.Errors;
using Daybook.Testing;
using Daybook.Testing.Disk;
using Xunit;

namespace Daybook.Embedded.Tests;

public sealed class AccessTokenTests
{
    private const string Store = TestStores.SimulatedFolder;

    private static readonly string File = AccessToken.PathIn(Store);

    [Fact]
    public void It_is_made_once_and_can_be_read_by_its_owner_alone()
    {
        SimulatedFileSystem disk = TestStores.NewDisk();
        string token = Open(disk);
        Assert.Equal(64, token.Length);
        Assert.Equal(token, Open(disk));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, disk.Stat(File)?.Permissions);
    }

    [Fact]
    public void Two_that_start_at_once_get_the_same()
    {
        using var folder = new TempDirectory();
        TestStores.Create(TestStores.RealPorts(), folder.Path);
        string store = Path.Join(folder.Path, ".daybook");
        string[] tokens = new string[8];
        Parallel.For(0, tokens.Length, index => tokens[index] = AccessToken.Open(TestStores.RealPorts(ids: new RandomIdSource()), store, TimeSpan.FromSeconds(10)));
        Assert.Single(tokens.Distinct());
    }

    [Fact]
    public void A_token_that_was_given_out_is_there_after_any_crash() => CrashExplorer.Explore(
        setup: static disk =>
        {
            disk.PlantDirectory("/home");
            disk.PlantDirectory("/home/user");
            disk.PlantDirectory("/home/user/project");
            TestStores.Create(TestStores.SimulatedPorts(disk), "/home/user/project");
        },
        protocol: static (disk, ledger) =>
        {
            ledger.Attempt("token");
            Open(disk);
            ledger.Acknowledge("token");
        },
        check: static (disk, ledger) =>
        {
            // A process that comes later has other names for its temp files.
            bool wasThere = disk.Stat(File) is not null;
            Assert.True(wasThere || ledger.Acknowledged.Count == 0);
            Assert.Equal(64, AccessToken.Open(TestStores.SimulatedPorts(disk, ids: new RandomIdSource()), Store, TimeSpan.FromMilliseconds(100)).Length);
        });

    [Theory]
    [InlineData("")]
    [InlineData("short")]
    [InlineData("with spaces in it, which no header carries as they are")]
    public void A_file_without_a_usable_token_is_named_and_left_alone(string content)
    {
        SimulatedFileSystem disk = TestStores.NewDisk();
        disk.PlantFile(File, Encoding.ASCII.GetBytes(content), UnixFileMode.UserRead | UnixFileMode.UserWrite);
        CorruptStoreException fault = Assert.Throws<CorruptStoreException>(() => Open(disk));
        Assert.Equal(File, fault.Path);
        Assert.Contains("remove the file", fault.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public void A_token_that_others_can_read_is_none()
    {
        SimulatedFileSystem disk = TestStores.NewDisk();
        disk.PlantFile(File, Encoding.ASCII.GetBytes(new string('a', 64)), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead);
        StorageException fault = Assert.Throws<StorageException>(() => Open(disk));
        Assert.Contains("by others", fault.Message, StringComparison.Ordinal);
    }

    private static string Open(SimulatedFileSystem disk) =>
        AccessToken.Open(TestStores.SimulatedPorts(disk), Store, TimeSpan.FromMilliseconds(100));
}
