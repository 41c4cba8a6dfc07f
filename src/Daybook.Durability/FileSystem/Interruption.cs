using Daybook.Durability.Errors;

namespace Daybook.Durability.FileSystem;

/// <summary>Repeats what a signal interrupted, a bounded number of times.</summary>
internal static class Interruption
{
    /// <summary>Real signals come singly; a hundred in a row on one call is a fault and is reported as one.</summary>
    private const int AttemptsMaximum = 100;

    internal static bool MayRetry(FileSystemException failure, int attempt) =>
        failure.Error == FileSystemError.Interrupted && attempt < AttemptsMaximum;

    internal static TResult Retry<TCall, TResult>(TCall call, Func<TCall, TResult> invoke)
    {
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                return invoke(call);
            }
            catch (FileSystemException interrupted) when (MayRetry(interrupted, attempt))
            {
            }
        }
    }

    internal static void Retry<TCall>(TCall call, Action<TCall> invoke)
    {
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                invoke(call);
                return;
            }
            catch (FileSystemException interrupted) when (MayRetry(interrupted, attempt))
            {
            }
        }
    }
}
