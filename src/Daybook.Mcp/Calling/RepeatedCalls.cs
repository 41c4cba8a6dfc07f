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
    /// <param name="arguments">All that was asked for.</param>
    /// <param name="call">Does it.</param>
    /// <exception cref="ConflictException">The key was given with other arguments before.</exception>
    public async Task<ToolAnswer> OnceAsync(string key, string arguments, Func<Task<ToolAnswer>> call)
    {
        Entry? entry;
        bool isFirst;
        lock (entries)
        {
            isFirst = !entries.TryGetValue(key, out entry);
            if (entry is null)
            {
                entry = new Entry(arguments);
                entries.Add(key, entry);
                order.Enqueue(key);
                Trim();
            }
        }

        if (entry.Arguments != arguments)
        {
            throw Taken();
        }

        if (!isFirst)
        {
            return await entry.Answer.Task.ConfigureAwait(false);
        }

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

            entry.Answer.SetException(failure);
            _ = entry.Answer.Task.Exception;
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
