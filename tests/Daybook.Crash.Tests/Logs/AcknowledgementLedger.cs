using System.Collections.Concurrent;
using Xunit;

namespace Daybook.Crash.Tests.Logs;

/// <summary>What was acknowledged, kept where no kill reaches it.</summary>
/// <param name="first">What was acknowledged already.</param>
internal sealed class AcknowledgementLedger(IReadOnlyCollection<string> first)
{
    private readonly ConcurrentQueue<string> ids = new(first);

    /// <summary>How many acknowledgements there are.</summary>
    public int Count => ids.Count;

    /// <summary>Notes an acknowledgement.</summary>
    public void Note(string id) => ids.Enqueue(id);

    /// <summary>Checks that each acknowledged record was stored, and once.</summary>
    public void MustBeIn(IReadOnlyList<string> stored)
    {
        Dictionary<string, int> counts = stored.CountBy(id => id, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);
        string[] wrong = [.. ids.Where(id => counts.GetValueOrDefault(id) != 1).Select(id => $"{id} x{counts.GetValueOrDefault(id)}")];
        string some = string.Join(", ", wrong.Take(10));
        Assert.True(wrong.Length == 0, $"{wrong.Length} of {ids.Count} acknowledged records are not there exactly once: {some}");
    }
}
