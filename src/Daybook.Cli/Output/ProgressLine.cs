using System.Globalization;

namespace Daybook.Cli.Output;

/// <summary>One line on a terminal that comes after a second, tells how far something is, and goes when it is done.</summary>
internal sealed class ProgressLine : IProgress<long>, IDisposable
{
    private const long MebiByte = 1 << 20;
    private const string ClearLine = "\r\e[K";

    private static readonly TimeSpan FirstShown = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    private readonly Lock gate = new();
    private readonly TextWriter? terminal;
    private readonly string what;
    private readonly TimeProvider time;
    private readonly long start;
    private readonly ITimer? timer;
    private long bytes;
    private bool isShown;
    private bool isDone;

    /// <summary>Begins to wait. Without a terminal it shows nothing.</summary>
    public ProgressLine(TextWriter? terminal, string what, TimeProvider time)
    {
        this.terminal = terminal;
        this.what = what;
        this.time = time;
        start = time.GetTimestamp();
        timer = terminal is null ? null : time.CreateTimer(_ => Show(), state: null, FirstShown, Interval);
    }

    /// <summary>Takes note of how many bytes are done with.</summary>
    public void Report(long value) => Interlocked.Exchange(ref bytes, value);

    /// <summary>Removes the line.</summary>
    public void Dispose()
    {
        timer?.Dispose();
        lock (gate)
        {
            isDone = true;
            if (isShown)
            {
                terminal?.Write(ClearLine);
                terminal?.Flush();
            }
        }
    }

    private void Show()
    {
        lock (gate)
        {
            // A tick that was under way when the work ended comes too late.
            if (isDone)
            {
                return;
            }

            isShown = true;
            long done = Interlocked.Read(ref bytes) / MebiByte;
            string seconds = time.GetElapsedTime(start).TotalSeconds.ToString("0", CultureInfo.InvariantCulture);
            string amount = done > 0 ? $", {done} MiB" : "";
            terminal?.Write($"{ClearLine}{what} ({seconds} s{amount})");
            terminal?.Flush();
        }
    }
}
