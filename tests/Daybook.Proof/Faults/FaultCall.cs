using System.Globalization;

namespace Daybook.Proof.Faults;

/// <summary>One line of the shim's log: a call under the watched directory.</summary>
/// <param name="ProcessId">The process that made it.</param>
/// <param name="Function">The libc function.</param>
/// <param name="Number">Which call of this function in this process it was, from 1.</param>
/// <param name="Outcome"><c>passed</c>, <c>short</c> or the name of the error it was given.</param>
/// <param name="Path">The file or directory.</param>
internal sealed record FaultCall(int ProcessId, string Function, int Number, string Outcome, string Path)
{
    /// <summary>Whether the call really reached the system, whole.</summary>
    public bool HasPassed => Outcome == "passed";

    internal static FaultCall Parse(string line)
    {
        string[] words = line.Split(' ', 5);
        return new FaultCall(
            int.Parse(words[0], CultureInfo.InvariantCulture),
            words[1],
            int.Parse(words[2], CultureInfo.InvariantCulture),
            words[3],
            words[4]);
    }
}
