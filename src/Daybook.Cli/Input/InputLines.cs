using System.Runtime.CompilerServices;

namespace Daybook.Cli.Input;

/// <summary>The lines of a stream, each as soon as it has arrived. A line that is too long is counted but never held.</summary>
internal sealed class InputLines(Stream input)
{
    /// <summary>
    /// The most bytes of one piece of input. A record is at most 1 MiB as it is stored; input may spell it with escapes and blanks.
    /// </summary>
    public const int BytesMax = 8 << 20;

    private const int BufferBytes = 64 << 10;

    /// <summary>Reads the lines, without their ends.</summary>
    public async IAsyncEnumerable<InputItem> ReadAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        byte[] buffer = new byte[BufferBytes];
        var begun = new MemoryStream();
        bool isTooLong = false;
        bool hasBegun = false;
        long number = 1;
        int count;

        // A read of a terminal or pipe cannot be cancelled; the wait for it can.
        while ((count = await input.ReadAsync(buffer, CancellationToken.None).AsTask().WaitAsync(cancellationToken)) > 0)
        {
            int start = 0;
            while (start < count)
            {
                int end = Array.IndexOf(buffer, (byte)'\n', start, count - start);
                int stop = end < 0 ? count : end;
                isTooLong |= begun.Length + (stop - start) > BytesMax;
                if (!isTooLong)
                {
                    begun.Write(buffer, start, stop - start);
                }

                hasBegun = end < 0;
                start = stop + 1;
                if (end >= 0)
                {
                    yield return new InputItem(number, isTooLong ? null : begun.ToArray());
                    number++;
                    begun.SetLength(0);
                    isTooLong = false;
                }
            }
        }

        if (hasBegun)
        {
            yield return new InputItem(number, isTooLong ? null : begun.ToArray());
        }
    }
}
