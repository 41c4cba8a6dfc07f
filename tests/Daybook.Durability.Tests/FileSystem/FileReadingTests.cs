using Daybook.Durability.Errors;
using Daybook.Durability.FileSystem;
using Daybook.Testing.Disk;
using Xunit;

namespace Daybook.Durability.Tests.FileSystem;

public sealed class FileReadingTests
{
    private const string Path = "/file";

    private readonly SimulatedFileSystem disk = new();

    [Fact]
    public void A_file_that_is_not_there_has_no_content() => Assert.Null(disk.ReadAll(Path, 10));

    [Theory]
    [InlineData("")]
    [InlineData("0123456789")]
    public void A_file_up_to_the_bound_is_read_whole(string content)
    {
        disk.PlantFile(Path, content);
        disk.Inject(Fault.ShortRead(3));

        Assert.Equal(content, System.Text.Encoding.UTF8.GetString(disk.ReadAll(Path, 10) ?? []));
    }

    [Fact]
    public void A_file_over_the_bound_is_refused_with_its_length()
    {
        disk.PlantFile(Path, "01234567890");

        RecordTooLargeException refused = Assert.Throws<RecordTooLargeException>(() => disk.ReadAll(Path, 10));

        Assert.Equal((Path, 11L, 10L), (refused.Path, refused.Bytes, refused.MaximumBytes));
    }

    [Fact]
    public void A_read_ends_where_the_file_does()
    {
        disk.PlantFile(Path, "0123456789");
        using IFile file = disk.Open(Path, OpenMode.Read);
        byte[] buffer = new byte[20];

        Assert.Equal(7, file.ReadFully(buffer, 3));
        Assert.Equal(2, file.ReadFully(buffer.AsSpan(0, 2), 3));
    }

    [Fact]
    public void A_write_goes_on_after_a_short_one()
    {
        disk.Inject(Fault.ShortWrite(3));
        using IFile file = disk.Open(Path, OpenMode.OpenOrCreate);

        file.WriteFully("0123456789"u8, 2);

        Assert.Equal("\0\00123456789", disk.ReadText(Path));
    }

    [Fact]
    public void A_write_that_takes_nothing_is_an_error()
    {
        disk.Inject(Fault.ShortWrite(0));
        using IFile file = disk.Open(Path, OpenMode.OpenOrCreate);

        FileSystemException refused = Assert.Throws<FileSystemException>(() => file.WriteFully("x"u8, 0));

        Assert.Equal((FileSystemError.InputOutput, Path), (refused.Error, refused.Path));
        Assert.Contains("write", refused.Message, StringComparison.Ordinal);
        Assert.Contains("took no bytes", refused.Message, StringComparison.Ordinal);
    }
}
