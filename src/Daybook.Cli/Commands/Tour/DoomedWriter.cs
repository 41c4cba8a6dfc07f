using System.Text;
using Daybook.Cli.Processes;

namespace Daybook.Cli.Commands.Tour;

/// <summary>A process of this very program that adds records from an endless stream until it is killed in the middle of it.</summary>
internal sealed class DoomedWriter(ChildStart start, TimeProvider time)
{
    private const int AcknowledgementsMin = 100;
    private const int BufferCharacters = 4 << 10;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly List<string> acknowledged = [];

    /// <summary>Every id that it printed before it died.</summary>
    public IReadOnlyList<string> Acknowledged => acknowledged;

    /// <summary>The number of the process.</summary>
    public int ProcessId { get; private set; }

    /// <summary>Lets it write, kills it after enough acknowledgements, and reads what it had still printed.</summary>
    /// <param name="recordNumbered">The JSON line of the record with a number.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="CheckFailedException">It ended by itself, or was not writing any more.</exception>
    public async Task RunAsync(Func<int, string> recordNumbered, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        using ChildProcess writer = ChildProcess.Start(start);
        ProcessId = writer.Id;
        Task feeding = Task.Run(() => FeedAsync(writer.Input, recordNumbered), cancellationToken);
        try
        {
            bool isKilled = await ReadAsync(writer, feeding, either.Token);
            await writer.WaitAsync(either.Token);
            await feeding;
            if (!isKilled)
            {
                throw new CheckFailedException(
                    $"the writer ended after {acknowledged.Count} acknowledgements: {(await writer.ErrorsAsync()).Trim()}");
            }
        }
        catch (OperationCanceledException) when (patience.IsCancellationRequested)
        {
            throw new CheckFailedException($"the writer gave {acknowledged.Count} acknowledgements within {Patience.TotalSeconds} seconds");
        }
    }

    private static async Task FeedAsync(Stream input, Func<int, string> recordNumbered)
    {
        try
        {
            for (int number = 1; ; number++)
            {
                await input.WriteAsync(Encoding.UTF8.GetBytes(recordNumbered(number) + "\n"));
                await input.FlushAsync();
            }
        }
        catch (IOException)
        {
            // The reader of this pipe is dead, as it was meant to be.
        }
    }

    // Only an id with its line end was printed for certain; the kill may leave half of one.
    private async Task<bool> ReadAsync(ChildProcess writer, Task feeding, CancellationToken cancellationToken)
    {
        bool isKilled = false;
        var begun = new StringBuilder();
        char[] buffer = new char[BufferCharacters];
        int count;
        while ((count = await writer.Output.ReadAsync(buffer, cancellationToken)) > 0)
        {
            begun.Append(buffer, 0, count);
            string[] lines = begun.ToString().Split('\n');
            acknowledged.AddRange(lines[..^1]);
            begun.Clear().Append(lines[^1]);
            if (!isKilled && acknowledged.Count >= AcknowledgementsMin)
            {
                bool isWriting = !writer.HasExited && !feeding.IsCompleted;
                writer.Kill();
                isKilled = isWriting;
            }
        }

        return isKilled;
    }
}
