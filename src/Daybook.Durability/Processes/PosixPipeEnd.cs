using System.Runtime.InteropServices;
using Daybook.Durability.Posix;

namespace Daybook.Durability.Processes;

/// <summary>The reading end of a pipe.</summary>
internal sealed unsafe class PosixPipeEnd(int descriptor) : IPipeEnd
{
    // struct pollfd: the descriptor, then POLLIN, then what happened.
    private const long WantsInput = 1L << 32;

    private bool isClosed;

    public int Read(Span<byte> buffer, TimeSpan wait)
    {
        if (!Waits((int)wait.TotalMilliseconds))
        {
            return -1;
        }

        fixed (byte* start = buffer)
        {
            nint read;
            do
            {
                read = Libc.ReadNext(descriptor, start, buffer.Length);
            }
            while (read < 0 && Marshal.GetLastPInvokeError() == Errno.Interrupted);

            return read < 0 ? throw Errno.Last("read", "") : (int)read;
        }
    }

    public void Dispose()
    {
        if (!isClosed)
        {
            isClosed = true;
            _ = Libc.Close(descriptor);
        }
    }

    /// <summary>
    /// Whether something can be read, or nothing ever will be. A signal that ends the wait early says neither: to read then could take for ever.
    /// </summary>
    private bool Waits(int milliseconds)
    {
        long entry = (uint)descriptor | WantsInput;
        int ready = Libc.Poll(&entry, 1, milliseconds);
        return ready > 0 || (ready < 0 && Marshal.GetLastPInvokeError() != Errno.Interrupted);
    }
}
