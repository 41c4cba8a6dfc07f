using System.Text;
using Daybook.Errors;
using Daybook.Testing.Disk;
using Xunit;

namespace Daybook.Embedded.Tests;

public sealed class StoreFileTests
{
    private const string Folder = "/store";
    private const string Valid = """{"format":1,"store_id":"s","created_at":"2026-11-01T12:00:00Z","kinds":{"memory":{"path":"memory"}}}""";

    private readonly SimulatedFileSystem disk = new();

    [Fact]
    public void What_it_does_not_know_survives_a_rewrite()
    {
        Plant(Valid[..^1] + ""","later":{"deep":[1,2]},"more":null}""");

        string written = Encoding.UTF8.GetString(StoreFile.Read(disk, Folder).Encode());

        Assert.Contains("\"later\"", written, StringComparison.Ordinal);
        Assert.Contains("\"deep\"", written, StringComparison.Ordinal);
        Assert.Contains("\"store_id\": \"s\"", written, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"format":2}""", 2)]
    [InlineData("""{"format":99999999999,"whatever":[]}""", 99999999999)]
    public void A_newer_format_is_refused_by_number_whatever_else_it_holds(string content, long found)
    {
        Plant(content);

        NewerFormatException refused = Assert.Throws<NewerFormatException>(() => StoreFile.Read(disk, Folder));

        Assert.Equal((found, 1L, "/store/daybook.json"), (refused.Found, refused.Supported, refused.Path));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("7")]
    [InlineData("{}")]
    [InlineData("{")]
    [InlineData("\0\0\0\0")]
    [InlineData("""{"format":"1"}""")]
    [InlineData("""{"format":1.5,"store_id":"s","created_at":"2026-11-01T12:00:00Z"}""")]
    [InlineData("""{"format":1,"store_id":null,"created_at":"2026-11-01T12:00:00Z"}""")]
    [InlineData("""{"format":1,"store_id":"s","created_at":"yesterday"}""")]
    [InlineData("""{"format":1,"store_id":"s","created_at":"2026-11-01T12:00:00Z","kinds":null}""")]
    [InlineData("""{"format":1,"store_id":"s","created_at":"2026-11-01T12:00:00Z","kinds":{"memory":null}}""")]
    [InlineData("""{"format":1,"store_id":"s","created_at":"2026-11-01T12:00:00Z","kinds":{"memory":{}}}""")]
    [InlineData("""{"format":1,"store_id":"s","created_at":"2026-11-01T12:00:00Z","kinds":{"memory":{"path":null}}}""")]
    public async Task Garbage_is_told_with_its_path_and_what_to_do(string content)
    {
        Plant(content);

        CorruptStoreException corrupt = await Assert.ThrowsAsync<CorruptStoreException>(
            () => TestStores.OpenAsync(TestStores.SimulatedPorts(disk), Folder));

        Assert.Equal("/store/daybook.json", corrupt.Path);
        Assert.False(string.IsNullOrEmpty(corrupt.Hint));
        Assert.Equal(content, disk.ReadText("/store/daybook.json"));
    }

    [Theory]
    [InlineData("\"refs/heads/master\"")]
    [InlineData("\"HEAD\"")]
    [InlineData("\"refs/tags/v1\"")]
    [InlineData("5")]
    [InlineData("null")]
    [InlineData("\"\"")]
    [InlineData("\"-d\"")]
    [InlineData("\"\\ud800\"")]
    [InlineData("\"refs/daybook/\"")]
    [InlineData("\"refs/daybook/x.lock\"")]
    [InlineData("\"refs/daybook/x..y\"")]
    [InlineData("\"refs/daybook/.x\"")]
    [InlineData("\"refs/daybook/x y\"")]
    [InlineData("\"refs/daybook/x\\ny\"")]
    [InlineData("\"refs/daybook/../heads/main\"")]
    public async Task A_ref_that_is_not_for_operations_is_refused_with_its_line(string reference)
    {
        Plant(Valid[..^1] + ",\n\"operations\":{\n\"ref\":" + reference + "}}");

        CorruptStoreException corrupt = await Assert.ThrowsAsync<CorruptStoreException>(
            () => TestStores.OpenAsync(TestStores.SimulatedPorts(disk), Folder));

        Assert.Equal(("/store/daybook.json", 3L), (corrupt.Path, corrupt.Line));
    }

    [Theory]
    [InlineData("refs/daybook/operations")]
    [InlineData("refs/daybook/überall/x")]
    public void A_ref_for_operations_is_taken(string reference)
    {
        Plant(Valid[..^1] + ",\"operations\":{\"ref\":\"" + reference + "\"}}");

        Assert.Equal(reference, StoreFile.Read(disk, Folder).OperationsReference);
    }

    [Theory]
    [InlineData("""  "format":1""")]
    [InlineData("""  "f\u006frmat":1""")]
    [InlineData("""  "later":{"a":[{"b":1,"b":2}]}""")]
    [InlineData("""  "later":"\ud800" """)]
    [InlineData("""  "later":{"\udc00":1}""")]
    public void What_readers_take_in_different_ways_is_refused_with_its_line(string member)
    {
        Plant(Valid[..^1] + ",\n" + member + "}");

        CorruptStoreException corrupt = Assert.Throws<CorruptStoreException>(() => StoreFile.Read(disk, Folder));

        Assert.Equal(2, corrupt.Line);
    }

    [Theory]
    [InlineData("..")]
    [InlineData("/elsewhere")]
    [InlineData("memory/../..")]
    [InlineData(".")]
    public async Task A_kind_that_lives_outside_of_the_store_is_refused(string path)
    {
        Plant(Valid.Replace("\"path\":\"memory\"", $"\"path\":\"{path}\"", StringComparison.Ordinal));

        await Assert.ThrowsAsync<CorruptStoreException>(() => TestStores.OpenAsync(TestStores.SimulatedPorts(disk), Folder));
    }

    [Fact]
    public void A_file_larger_than_any_such_file_is_corrupt_and_not_loaded()
    {
        Plant(new string(' ', 2 << 20));

        Assert.Throws<CorruptStoreException>(() => StoreFile.Read(disk, Folder));
    }

    [Fact]
    public async Task A_folder_without_it_is_no_store()
    {
        disk.PlantDirectory(Folder);

        NotFoundException absent = await Assert.ThrowsAsync<NotFoundException>(
            () => TestStores.OpenAsync(TestStores.SimulatedPorts(disk), Folder));

        Assert.Equal(Folder, absent.Path);
        Assert.Contains("daybook init", absent.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_symbolic_link_in_its_place_is_refused()
    {
        disk.PlantFile("/elsewhere", Valid);
        disk.PlantSymbolicLink("/store/daybook.json", "/elsewhere");

        await Assert.ThrowsAsync<StorageException>(() => TestStores.OpenAsync(TestStores.SimulatedPorts(disk), Folder));
    }

    private void Plant(string content) => disk.PlantFile("/store/daybook.json", content);
}
