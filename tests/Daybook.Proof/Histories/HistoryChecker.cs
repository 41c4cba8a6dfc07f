using System.Numerics;

namespace Daybook.Proof.Histories;

/// <summary>
/// Decides whether what several processes were answered about one record could have been answered had each operation happened at one moment
/// between its call and its answer (linearizability). Tries the orders that the times allow, and none twice: Wing and Gong's search, with
/// Lowe's memory of what was tried.
/// </summary>
/// <param name="model">What one record does.</param>
internal sealed class HistoryChecker(IHistoryModel model)
{
    // Operations of a record that overlap or wait for each other. On a busy machine one process can wait while the others do hundreds.
    private const int WindowMax = 1_024;

    private readonly HashSet<(int From, BigInteger Done, BigInteger Happened, string State)> tried = [];
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
    private bool Search(int from, BigInteger done, BigInteger happened, string state)
    {
        while (!done.IsEven)
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

            if ((done & (BigInteger.One << place)).IsZero && model.After(state, heard[index]).Any(next => Search(from, done | (BigInteger.One << place), happened, next)))
            {
                return true;
            }
        }

        for (int index = 0; index < unheard.Length && unheard[index].Called <= until; index++)
        {
            BigInteger bit = BigInteger.One << index;
            if ((happened & bit).IsZero && model.After(state, unheard[index]).Any(next => next != state && Search(from, done, happened | bit, next)))
            {
                return true;
            }
        }

        return false;
    }

    private long FirstAnswer(int from, BigInteger done)
    {
        long first = long.MaxValue;
        for (int index = from; index < heard.Length && heard[index].Called <= first; index++)
        {
            bool isDone = index - from < WindowMax && !(done & (BigInteger.One << (index - from))).IsZero;
            first = isDone ? first : Math.Min(first, heard[index].Answered);
        }

        return first;
    }
}
