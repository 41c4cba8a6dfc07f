namespace Daybook.Durability.Processes;

/// <summary>The end of a pipe from which a child's output is read. Used by one thread at a time.</summary>
public interface IPipeEnd : IDisposable
{
    /// <summary>Waits for bytes and reads some of them.</summary>
    /// <param name="buffer">Receives them.</param>
    /// <param name="wait">How long to wait; <see cref="Timeout.InfiniteTimeSpan"/> for as long as it takes.</param>
    /// <returns>How many; 0 when all writers have closed their ends; -1 when the wait was over first.</returns>
    int Read(Span<byte> buffer, TimeSpan wait);
}
