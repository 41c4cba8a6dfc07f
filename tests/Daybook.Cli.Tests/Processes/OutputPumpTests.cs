using Daybook.Cli.Processes;
using Daybook.Durability.FileSystem;
using Daybook.Durability.Processes;
using Daybook.Testing.Disk;
using Xunit;

namespace Daybook.Cli.Tests.Processes;

public sealed class OutputPumpTests
{
    private const int PartBytesMaximum = 33 << 20;

    [Theory]
    [InlineData(1, false)]
    [InlineData(31 << 20, false)]
    [InlineData(40 << 20, true)]
    public void Of_long_output_all_but_the_last_part_is_being_written_out_before_the_flush(int length, bool isBegun)
    {
        var disk = new SimulatedFileSystem();
        using var capture = new Capture(disk.Open("/capture", OpenMode.CreateNew));
        using var source = new LongOutput(length);

        new OutputPump(source, Stream.Null, () => true, capture, Assert.Fail).Run(TimeProvider.System);

        Assert.Equal((length, isBegun, true), (capture.Stat().Length, capture.Begun > 0, capture.IsFlushed));
        Assert.InRange(length - capture.Begun, 0, PartBytesMaximum);
    }

    /// <summary>A program that writes this many bytes and ends.</summary>
    private sealed class LongOutput(long length) : IPipeEnd
    {
        private long left = length;

        public int Read(Span<byte> buffer, TimeSpan wait)
        {
            int read = (int)Math.Min(left, buffer.Length);
            buffer[..read].Clear();
            left -= read;
            return read;
        }

        public void Dispose()
        {
        }
    }

    /// <summary>A file that notes how far it was asked to be written out.</summary>
    private sealed class Capture(IFile inner) : IFile
    {
        public long Begun { get; private set; }

        public bool IsFlushed { get; private set; }

        public string Path => inner.Path;

        public FileStat Stat() => inner.Stat();

        public int Read(Span<byte> buffer, long offset) => inner.Read(buffer, offset);

        public int Write(ReadOnlySpan<byte> bytes, long offset) => inner.Write(bytes, offset);

        public void Truncate(long length) => inner.Truncate(length);

        public void Flush()
        {
            inner.Flush();
            IsFlushed = true;
        }

        public void StartWritingOut(long offset, long length)
        {
            Assert.Equal(Begun, offset);
            Begun = offset + length;
        }

        public void SetPermissions(UnixFileMode permissions) => inner.SetPermissions(permissions);

        public void SetOwner(uint user, uint group) => inner.SetOwner(user, group);

        public bool TryLock(LockMode mode) => inner.TryLock(mode);

        public void Unlock() => inner.Unlock();

        public void Dispose() => inner.Dispose();
    }
}
