using System.Threading.Channels;
using Daybook.Cli.Input;
using Daybook.Cli.Output;
using Daybook.Errors;
using Daybook.Json;
using Daybook.Memory;
using Daybook.Secrets;

namespace Daybook.Cli.Commands.Memory;

/// <summary>
/// Adds records as they arrive and answers each in the order of the input, as soon as it is durable. Several are under way at once, so that
/// they share a flush; the bound on how many also bounds what is held in memory.
/// </summary>
/// <param name="console">Where errors go.</param>
/// <param name="memory">Where the records go.</param>
/// <param name="read">Reads a piece of input; what it refuses stores nothing of that piece.</param>
/// <param name="answers">Where the answers go.</param>
internal sealed class AddStream(IConsole console, IMemoryStore memory, Func<InputItem, RecordReading> read, IAddAnswers answers)
{
    private const int UnderWayMax = 512;

    private readonly Channel<AddAttempt> attempts = Channel.CreateBounded<AddAttempt>(
        new BoundedChannelOptions(UnderWayMax) { SingleReader = true, SingleWriter = true });

    private int exitCode;

    /// <summary>Adds everything in the input.</summary>
    /// <returns>0, or the exit code of the first record that was refused.</returns>
    public async Task<int> RunAsync(Stream input, CancellationToken cancellationToken)
    {
        using var reading = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task answering = AnswerAsync(reading);
        try
        {
            await ReadAsync(input, reading.Token, cancellationToken);
        }
        finally
        {
            // Whatever ends the reading, what was begun is finished and answered; a failure of that says more than the end of the reading.
            attempts.Writer.Complete();
            try
            {
                await answering;
            }
            finally
            {
                answers.End();
            }
        }

        return exitCode;
    }

    private async Task ReadAsync(Stream input, CancellationToken reading, CancellationToken cancellationToken)
    {
        bool isEmpty = true;
        await foreach (InputItem item in new JsonItems(input).ReadAsync(reading))
        {
            isEmpty = false;
            foreach (AddAttempt attempt in Begin(item, cancellationToken))
            {
                await attempts.Writer.WriteAsync(attempt, reading);
            }
        }

        if (isEmpty)
        {
            throw new InvalidInputException("there is no record in the input") { Hint = "give one JSON object, or one per line" };
        }
    }

    // All records of a piece are under way before the first answer is waited for, so that an end of the reading leaves none of them out.
    private AddAttempt[] Begin(InputItem item, CancellationToken cancellationToken)
    {
        try
        {
            RecordReading reading = read(item);
            return reading.Ignored is { } reason
                ? [new AddAttempt(item.Line, null, Task.FromResult(AddAnswer.OfNothing(reason, item.Line)))]
                : [.. reading.Records.Select(record => new AddAttempt(item.Line, record, AddAsync(record, reading.Removed, cancellationToken)))];
        }
        catch (InvalidInputException refused)
        {
            return [new AddAttempt(item.Line, null, Task.FromException<AddAnswer>(refused))];
        }
    }

    private async Task<AddAnswer> AddAsync(MemoryRecord record, IReadOnlyList<SecretFinding>? removed, CancellationToken cancellationToken) =>
        AddAnswer.Of(await memory.AddAsync(record, cancellationToken)) with { Removed = removed };

    private async Task AnswerAsync(CancellationTokenSource reading)
    {
        Exception? fatal = null;
        try
        {
            await foreach (AddAttempt attempt in attempts.Reader.ReadAllAsync())
            {
                if (!attempt.Answer.IsCompleted)
                {
                    // This answer waits for a flush; the ones before it should not.
                    console.Flush();
                }

                if (await AnswerAsync(attempt) is { } failure && fatal is null)
                {
                    fatal = failure;
                    await reading.CancelAsync();
                }

                if (!attempts.Reader.TryPeek(out _))
                {
                    console.Flush();
                }
            }
        }
        catch
        {
            // Nobody hears the answers any more, so nothing more is read.
            await reading.CancelAsync();
            throw;
        }

        if (fatal is not null)
        {
            throw fatal;
        }
    }

    /// <summary>Answers one record.</summary>
    /// <returns>Null, or why there is no point in going on.</returns>
    private async Task<Exception?> AnswerAsync(AddAttempt attempt)
    {
        try
        {
            answers.Print(await attempt.Answer, attempt.Record);
            return null;
        }
        catch (Exception failure) when (failure is InvalidInputException or ConflictException)
        {
            // One refused record does not keep the others out.
            exitCode = exitCode == 0 ? FailureReport.ExitCodeOf(failure) : exitCode;
            answers.Print(Refused(attempt, failure), attempt.Record);
            console.Flush();
            console.WriteError(FailureReport.Of(failure) with { Line = attempt.Line });
            return null;
        }
        catch (Exception failure) when (failure is DaybookException or OperationCanceledException)
        {
            // Where the disk or a lock refuses, the next record will fare no better.
            answers.Print(Refused(attempt, failure), attempt.Record);
            return failure;
        }
    }

    private static AddAnswer Refused(AddAttempt attempt, Exception failure) => new(false)
    {
        Id = (failure as DurabilityUnknownException)?.Id,
        Reason = failure is InvalidInputException ? "invalid" : FailureReport.Of(failure).Code,
        Line = attempt.Line,
    };
}
