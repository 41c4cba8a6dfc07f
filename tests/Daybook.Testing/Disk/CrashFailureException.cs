namespace Daybook.Testing.Disk;

/// <summary>A disk that a crash may leave failed the check. The message tells the crashes, what they left, and how to see it again.</summary>
public sealed class CrashFailureException : Exception
{
    public CrashFailureException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
