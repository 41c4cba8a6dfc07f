namespace Daybook.Proof.Histories;

/// <summary>
/// Decides whether what several processes were answered about one record could have been answered had each operation happened at one moment
/// between its call and its answer (linearizability). Tries the orders that the times allow, and none twice: Wing and Gong's search, with
/// Lowe's memory of what was tried.
/// </summary>
/// <param name="model">What one record does.</param>
internal sealed class HistoryChecker(IHistoryModel model)
{
    // Operations of a record that overlap or wait for each other; eight processes and those who died do not come near.
    private const int WindowMax = 128;

    private readonly HashSet<(int From, UInt128 Done, UInt128 Happened, string State)> tried = [];
    private HistoryOperation[] heard = [];
    private HistoryOperation[] unheard = [];

    /// <summary>Whether there is such an order.</summary>
    /// <param name="operations">All that was done with one record, in any order.</param>
    public bool IsLinearizable(IReadOnlyCollection<HistoryOperation> operations)
    {
        tried.Clear();
        heard = [.. operations.Where(static operation => operation.Result is not null).OrderBy(static operation => operation.Called)];

        // What may have changed nothing explains nothing: reads that nobody heard.
        unheard = [.. operations.Where(static operation => operation.Result is null).OrderBy(static operation => operation.Called).Take(WindowMax)];
        return Search(0, 0, 0, model.Initial);
    }

    /// <summary>Goes on from a state.</summary>
    /// <param name="from">All operations before this one happened.</param>
    /// <param name="done">Which of those from there on happened already.</param>
    /// <param name="happened">Which of those that nobody heard of happened.</param>
    /// <param name="state">How the record is.</param>
    private bool Search(int from, UInt128 done, UInt128 happened, string state)
    {
        while ((done & 1) != 0)
        {
            from++;
            done >>= 1;
        }

        if (from == heard.Length)
        {
            return true;
        }

        if (!tried.Add((from, done, happened, state)))
        {
            return false;
        }

        // Nothing that was called after the first answer can have happened before it.
        long until = FirstAnswer(from, done);
        for (int index = from; index < heard.Length && heard[index].Called <= until; index++)
        {
            int place = index - from;
            if (place >= WindowMax)
            {
                throw new InvalidOperationException($"more than {WindowMax} operations at once");
            }

            if ((done & (UInt128.One << place)) == 0 && model.After(state, heard[index]).Any(next => Search(from, done | (UInt128.One << place), happened, next)))
            {
                return true;
            }
        }

        for (int index = 0; index < unheard.Length && unheard[index].Called <= until; index++)
        {
            UInt128 bit = UInt128.One << index;
            if ((happened & bit) == 0 && model.After(state, unheard[index]).Any(next => next != state && Search(from, done, happened | bit, next)))
            {
                return true;
            }
        }

        return false;
    }

    private long FirstAnswer(int from, UInt128 done)
    {
        long first = long.MaxValue;
        for (int index = from; index < heard.Length && heard[index].Called <= first; index++)
        {
            bool isDone = index - from < WindowMax && (done & (UInt128.One << (index - from))) != 0;
            first = isDone ? first : Math.Min(first, heard[index].Answered);
        }

        return first;
    }
}
