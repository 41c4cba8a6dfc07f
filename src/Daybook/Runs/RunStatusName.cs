namespace Daybook.Runs;

/// <summary>The names of the states on the wire.</summary>
public static class RunStatusName
{
    /// <summary>All names, in the order of <see cref="RunStatus"/>.</summary>
    public static IReadOnlyList<string> All { get; } = ["running", "completed", "failed", "interrupted", "unknown"];

    /// <summary>The name of a state.</summary>
    public static string Of(RunStatus status) => All[(int)status];

    /// <summary>The state with a name, or null.</summary>
    public static RunStatus? Parse(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        for (int index = 0; index < All.Count; index++)
        {
            if (name == All[index])
            {
                return (RunStatus)index;
            }
        }

        return null;
    }
}
