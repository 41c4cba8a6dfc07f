namespace Daybook.Durability;

/// <summary>What the thread that calls may do for the call.</summary>
public static class CallingThread
{
    [ThreadStatic]
    private static bool mayWait;

    /// <summary>
    /// Whether calls made on this thread do their work on it, disk and locks included, so that the task they give back has ended already. Not unless
    /// the thread was lent to them: most threads have others to serve meanwhile.
    /// </summary>
    public static bool MayWait => mayWait;

    /// <summary>
    /// Makes a call, and lends it this thread until it returns. A process that lives for one command pays more for handing work to another thread than
    /// for most work. A caller with several things to do at once gains more by leaving them to other threads.
    /// </summary>
    /// <param name="call">The call. What it does after waiting for something else is no longer on this thread.</param>
    public static T Lend<T>(Func<T> call)
    {
        ArgumentNullException.ThrowIfNull(call);
        bool before = mayWait;
        mayWait = true;
        try
        {
            return call();
        }
        finally
        {
            mayWait = before;
        }
    }
}
