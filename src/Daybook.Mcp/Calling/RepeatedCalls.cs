using Daybook.Errors;

namespace Daybook.Mcp.Calling;

/// <summary>
/// The answers of calls with an idempotency key, for as long as the server lives and has room. What must hold after a restart rests on ids
/// derived from the key (<see cref="KeyedId"/>); a claim needs no more than this, since it ends with the server.
/// </summary>
internal sealed class RepeatedCalls
{
    /// <summary>How many answers are kept; the oldest go first.</summary>
    public const int AnswersMax = 1_000;

    private readonly Dictionary<string, Entry> entries = new(StringComparer.Ordinal);
    private readonly Queue<string> order = new();

    /// <summary>Does something once for a key; whoever comes with it later, or meanwhile, gets the same answer. A failure is not kept.</summary>
    /// <param name="key">The key, with whom and what it is for.</param>
    /// <param name="arguments">What stands for all that was asked for; short, since it is kept.</param>
    /// <param name="call">Does it.</param>
    /// <param name="cancellationToken">Ends this call. Whoever waits for it and has not given up then does it in its place.</param>
    /// <exception cref="ConflictException">The key was given with other arguments before.</exception>
    public async Task<ToolAnswer> OnceAsync(string key, string arguments, Func<Task<ToolAnswer>> call, CancellationToken cancellationToken)
    {
        while (true)
        {
            (Entry entry, bool isFirst) = Enter(key, arguments);
            if (isFirst)
            {
                return await DoAsync(key, entry, call, cancellationToken).ConfigureAwait(false);
            }

            try
            {
                return await entry.Answer.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                // The first one was given up, and it has left: this one takes its place.
            }
        }
    }

    private (Entry Entry, bool IsFirst) Enter(string key, string arguments)
    {
        lock (entries)
        {
            if (entries.TryGetValue(key, out Entry? entry))
            {
                return entry.Arguments == arguments ? (entry, false) : throw Taken();
            }

            entry = new Entry(arguments);
            entries.Add(key, entry);
            order.Enqueue(key);
            Trim();
            return (entry, true);
        }
    }

    private async Task<ToolAnswer> DoAsync(string key, Entry entry, Func<Task<ToolAnswer>> call, CancellationToken cancellationToken)
    {
        try
        {
            ToolAnswer answer = await call().ConfigureAwait(false);
            entry.Answer.SetResult(answer);
            return answer;
        }
        catch (Exception failure)
        {
            lock (entries)
            {
                entries.Remove(key);
            }

            if (cancellationToken.IsCancellationRequested)
            {
                entry.Answer.SetCanceled(cancellationToken);
            }
            else
            {
                entry.Answer.SetException(failure);
                _ = entry.Answer.Task.Exception;
            }

            throw;
        }
    }

    /// <summary>The refusal of a key that stands for something else.</summary>
    public static ConflictException Taken() => new("the idempotency_key was used before for something else")
    {
        Hint = "give every new wish a key of its own; repeat a key only with the same arguments",
    };

    private void Trim()
    {
        // A key whose call failed may stand in the order more than once; it then goes a little early.
        while (order.Count > AnswersMax && order.TryDequeue(out string? oldest))
        {
            entries.Remove(oldest);
        }
    }

    private sealed record Entry(string Arguments)
    {
        public TaskCompletionSource<ToolAnswer> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
