using System.Globalization;

namespace Daybook.Proof.Kills;

/// <summary>
/// What was asked for and what was acknowledged, kept where no kill reaches it. Everything that is written goes through steps counted from 1,
/// so a store is right when each thing stands at its last acknowledged step, or at the one that was asked for when its writer died.
/// </summary>
internal sealed class StepLedger
{
    private readonly Lock guard = new();
    private readonly Dictionary<Subject, (int Asked, int Acknowledged)> steps = [];

    /// <summary>How many writes were acknowledged.</summary>
    public int Acknowledged { get; private set; }

    /// <summary>Notes a line of a writer.</summary>
    /// <returns>Whether it asks for a write, which is then under way.</returns>
    public bool Note(string line)
    {
        string[] words = line.Split(' ');
        var subject = new Subject(words[1], words[2]);
        int step = int.Parse(words[3], CultureInfo.InvariantCulture);
        bool isAsked = words[0] == "ask";
        lock (guard)
        {
            (int asked, int acknowledged) = steps.GetValueOrDefault(subject);
            steps[subject] = isAsked ? (step, acknowledged) : (asked, step);
            Acknowledged += isAsked ? 0 : 1;
        }

        return isAsked;
    }

    /// <summary>Compares with what is stored.</summary>
    /// <returns>What is lost, or there without having been asked for.</returns>
    public IReadOnlyList<string> Compare(IReadOnlyDictionary<Subject, int> stored)
    {
        IEnumerable<string> wrong = steps
            .Where(told => stored.GetValueOrDefault(told.Key) is var step && (step < told.Value.Acknowledged || step > told.Value.Asked))
            .Select(told => $"{told.Key}: step {stored.GetValueOrDefault(told.Key)} is stored, {told.Value.Acknowledged} acknowledged, {told.Value.Asked} asked for");
        return [.. wrong, .. stored.Keys.Where(subject => !steps.ContainsKey(subject)).Select(subject => $"{subject}: nobody asked for it")];
    }
}
