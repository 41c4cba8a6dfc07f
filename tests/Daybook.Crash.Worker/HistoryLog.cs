using System.Diagnostics;
using System.Globalization;

namespace Daybook.Crash.Worker;

/// <summary>
/// Notes when an operation was called and what it answered, in a file outside of the store: <c>C number ticks kind key action argument</c>
/// before, <c>R number ticks result</c> after. The ticks are those of the machine's one monotonic clock, so that the notes of several processes
/// can be compared. A line is handed to the kernel before anything goes on: it survives a kill.
/// </summary>
internal sealed class HistoryLog(string path) : IDisposable
{
    private readonly StreamWriter lines = new(path, append: true) { AutoFlush = true };
    private int number;

    /// <summary>Notes a call, and its answer when it comes.</summary>
    /// <param name="call">The kind, the key, what is done and with what; no blanks within.</param>
    /// <param name="operation">Does it and tells the result, without blanks; null where nobody can know it.</param>
    internal async Task NoteAsync((string Kind, string Key, string Action, string Argument) call, Func<Task<string?>> operation)
    {
        int mine = ++number;
        await lines.WriteLineAsync(Line($"C {mine} {Stopwatch.GetTimestamp()} {call.Kind} {call.Key} {call.Action} {call.Argument}"));
        if (await operation() is { } result)
        {
            await lines.WriteLineAsync(Line($"R {mine} {Stopwatch.GetTimestamp()} {result}"));
        }
    }

    public void Dispose() => lines.Dispose();

    private static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
