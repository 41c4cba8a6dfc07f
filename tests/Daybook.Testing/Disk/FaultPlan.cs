namespace Daybook.Testing.Disk;

/// <summary>The injected faults, each with the count of the calls that matched it so far.</summary>
internal sealed class FaultPlan
{
    private readonly List<(Fault Fault, int Matched)> armed = [];

    internal void Add(Fault fault) => armed.Add((fault, 0));

    /// <summary>Counts this call in every fault and returns the first that hits it.</summary>
    internal Fault? Match(DiskCall call, string path)
    {
        Fault? hit = null;
        for (int i = 0; i < armed.Count; i++)
        {
            (Fault fault, int matched) = armed[i];
            if ((fault.On is { } kind && kind != call) || (fault.Path is { } only && only != path))
            {
                continue;
            }

            armed[i] = (fault, ++matched);
            if (hit is null && (matched == fault.Nth || (fault.ForGood && matched > fault.Nth)))
            {
                hit = fault;
            }
        }

        return hit;
    }
}
