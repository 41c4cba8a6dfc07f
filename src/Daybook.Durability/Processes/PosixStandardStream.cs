using System.Runtime.InteropServices;
using Daybook.Durability.Posix;

namespace Daybook.Durability.Processes;

/// <summary>
/// stdin, stdout or stderr of this process. The base library's own streams for them set the terminal up for a program with keys and a cursor, which
/// writes escape sequences to it before anything else; here only the bytes themselves go over.
/// </summary>
internal sealed unsafe class PosixStandardStream(int descriptor) : Stream
{
    private const int ErrnoBrokenPipe = 32;
    private const int Forever = -1;

    // POLLIN and POLLOUT.
    private const int ReadyToRead = 1;
    private const int ReadyToWrite = 4;

    private string Name => descriptor switch
    {
        StandardDescriptors.Input => "stdin",
        StandardDescriptors.Output => "stdout",
        _ => "stderr",
    };

    public override bool CanRead => descriptor == StandardDescriptors.Input;

    public override bool CanWrite => !CanRead;

    public override bool CanSeek => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer)
    {
        fixed (byte* start = buffer)
        {
            nint read;
            while ((read = Libc.ReadNext(descriptor, start, buffer.Length)) < 0)
            {
                AwaitOrThrow(ReadyToRead);
            }

            return (int)read;
        }
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        fixed (byte* start = buffer)
        {
            int done = 0;
            while (done < buffer.Length)
            {
                nint written = Libc.Write(descriptor, start + done, buffer.Length - done);
                if (written >= 0)
                {
                    done += (int)written;
                }
                else if (Marshal.GetLastPInvokeError() == ErrnoBrokenPipe)
                {
                    // Whoever reads has seen enough, as head has: that is no failure of the command.
                    return;
                }
                else
                {
                    AwaitOrThrow(ReadyToWrite);
                }
            }
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    /// <summary>After a call that failed: waits where a signal came or the other end is not ready, which descriptors tell that another process made so.</summary>
    private void AwaitOrThrow(int readiness)
    {
        int number = Marshal.GetLastPInvokeError();
        if (number == Errno.WouldBlock)
        {
            long entry = (uint)descriptor | ((long)readiness << 32);
            _ = Libc.Poll(&entry, 1, Forever);
        }
        else if (number != Errno.Interrupted)
        {
            throw new IOException($"{Name}: {Marshal.GetPInvokeErrorMessage(number)}");
        }
    }
}
