using Daybook.Durability.FileSystem;
using Daybook.Testing.Disk;
using Xunit;

namespace Daybook.Durability.Tests.FileSystem;

/// <summary>A file as compressors want it: from its start to its end.</summary>
public sealed class SequentialStreamTests : IDisposable
{
    private readonly SimulatedFileSystem disk = new();
    private readonly IFile file;
    private readonly SequentialStream stream;

    public SequentialStreamTests()
    {
        disk.PlantFile("/file", "");
        file = disk.Open("/file", OpenMode.ReadWrite);
        stream = new SequentialStream(file);
    }

    public void Dispose()
    {
        stream.Dispose();
        file.Dispose();
    }

    [Fact]
    public void Each_piece_is_written_behind_the_last_one()
    {
        disk.Inject(Fault.ShortWrite(2));
        stream.Write("one"u8);
        stream.Write("(two)"u8.ToArray(), 1, 3);
        stream.Flush();
        stream.Write("three"u8);

        Assert.Equal("onetwothree", disk.ReadText("/file"));
        Assert.Equal((11, 0), (stream.Position, disk.CallsOf(DiskCall.Flush)));
    }

    [Fact]
    public void Each_piece_is_read_from_behind_the_last_one()
    {
        disk.PlantFile("/other", "onetwo");
        using IFile other = disk.Open("/other", OpenMode.Read);
        using var reading = new SequentialStream(other);
        byte[] buffer = new byte[8];

        Assert.Equal([3, 2, 1, 0], [reading.Read(buffer.AsSpan(0, 3)), reading.Read(buffer, 3, 2), reading.Read(buffer, 5, 3), reading.Read(buffer, 6, 2)]);

        Assert.Equal("onetwo\0\0"u8.ToArray(), buffer);
        Assert.Equal(6, reading.Position);
    }

    [Fact]
    public void It_is_read_or_written_and_never_moved()
    {
        Assert.Equal((true, true, false), (stream.CanRead, stream.CanWrite, stream.CanSeek));
        Assert.Throws<NotSupportedException>(() => stream.Length);
        Assert.Throws<NotSupportedException>(() => stream.Position = 0);
        Assert.Throws<NotSupportedException>(() => stream.Seek(0, SeekOrigin.Begin));
        Assert.Throws<NotSupportedException>(() => stream.SetLength(0));
    }
}
