using Daybook.Durability.Errors;
using Daybook.Durability.FileSystem;
using Daybook.Durability.Locks;

namespace Daybook.Durability.Logs;

/// <summary>
/// A log that is seldom appended to, or by someone who must wait for it anyway: each call opens, appends, flushes and closes on
/// the calling thread. The same protocol as <see cref="AppendLog"/>, and the two may share a file.
/// </summary>
/// <param name="fileSystem">The disk.</param>
/// <param name="options">Where the log lives.</param>
/// <param name="clock">Measures and sleeps bounded waits.</param>
/// <param name="time">Dates the note by which others can name us while they wait.</param>
public sealed class RareLog(IFileSystem fileSystem, AppendLogOptions options, IMonotonicClock clock, TimeProvider time)
{
    // One for all: a meter with its instruments takes longer to make than a line to append.
    private static readonly DurabilityMetrics Metrics = new();

    /// <summary>Appends what an entry decides under the lock. When it returns, the line, or what the entry's answer rests on, is durable.</summary>
    /// <exception cref="LockTimeoutException">The lock stayed with another process; nothing was written.</exception>
    /// <exception cref="FlushFailedException">Written, but nobody knows whether it is durable.</exception>
    /// <exception cref="DurabilityException">The disk refused; nothing was stored.</exception>
    public void Append(LogEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        Append([entry]);
    }

    /// <summary>Appends lines, given without their newlines. When it returns all of them are durable. Throws as the other overload; then some may be.</summary>
    public void Append(IReadOnlyList<ReadOnlyMemory<byte>> lines)
    {
        ArgumentNullException.ThrowIfNull(lines);
        if (lines.Count > 0)
        {
            Append([.. lines.Select(static line => (LogEntry)new LineEntry(line))]);
        }
    }

    /// <summary>When it returns, all that was in the log when it was called is durable, whoever wrote it. Throws as <see cref="Append(LogEntry)"/>.</summary>
    public void Confirm() => Append(new ConfirmingEntry());

    private void Append(List<LogEntry> batch)
    {
        using var writer = new LogWriter(fileSystem, options, clock, time, Metrics);
        writer.Append(batch);
        if (batch.Find(static entry => entry.Failure is not null)?.Failure is { } failure)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failure);
        }
    }
}
