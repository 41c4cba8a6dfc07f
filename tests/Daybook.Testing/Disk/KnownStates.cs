namespace Daybook.Testing.Disk;

/// <summary>
/// The crash states that were met, through any number of explorations: which bytes are new, and which bytes were recovered from
/// under the same promises before, so that doing it again would go the same way.
/// </summary>
public sealed class KnownStates
{
    private readonly HashSet<ulong> bytes = [];
    private readonly HashSet<ulong> recovered = [];

    /// <summary>The states that differ in bytes, names or permissions.</summary>
    public int Distinct => bytes.Count;

    /// <summary>How many of these states the other does not know.</summary>
    public int CountUnknownTo(KnownStates other) => bytes.Count(hash => !other.bytes.Contains(hash));

    /// <summary>Forgets what was recovered from: other promises are given from here on. What is distinct stays known.</summary>
    internal void Begin() => recovered.Clear();

    /// <summary>Notes a state that a recovery is about to begin on.</summary>
    /// <returns>Whether its bytes were met under these promises before.</returns>
    internal bool Meet(ulong hash, int ledger, out bool isNew)
    {
        isNew = bytes.Add(hash);
        return !recovered.Add(hash ^ ((uint)ledger * 0x9E3779B97F4A7C15));
    }
}
