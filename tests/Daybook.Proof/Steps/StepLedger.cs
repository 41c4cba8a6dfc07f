using System.Globalization;

namespace Daybook.Proof.Steps;

/// <summary>
/// What was asked for and what was acknowledged, kept where no accident reaches it. Everything that is written goes through steps counted from 1,
/// so a store is right when each thing stands at its last acknowledged step, or at one that was asked for later.
/// </summary>
internal sealed class StepLedger
{
    private readonly Lock guard = new();
    private readonly Dictionary<Subject, int> asked = [];
    private readonly Dictionary<Subject, int> acknowledged = [];

    /// <summary>How many writes were acknowledged.</summary>
    public int Acknowledged { get; private set; }

    /// <summary>How many things stand at a step that was asked for and not acknowledged.</summary>
    public int UnderWay
    {
        get
        {
            lock (guard)
            {
                return asked.Count(one => one.Value > acknowledged.GetValueOrDefault(one.Key));
            }
        }
    }

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
            (isAsked ? asked : acknowledged)[subject] = step;
            Acknowledged += isAsked ? 0 : 1;
        }

        return isAsked;
    }

    /// <summary>What is acknowledged now: whatever happens from now on, it must be there.</summary>
    public IReadOnlyDictionary<Subject, int> CopyAcknowledged()
    {
        lock (guard)
        {
            return new Dictionary<Subject, int>(acknowledged);
        }
    }

    /// <summary>Compares what is stored with what was acknowledged before an accident, and with all that was asked for.</summary>
    /// <returns>What is lost, or there without having been asked for.</returns>
    public IReadOnlyList<string> Compare(IReadOnlyDictionary<Subject, int> stored, IReadOnlyDictionary<Subject, int> before)
    {
        lock (guard)
        {
            IEnumerable<string> lost = before
                .Where(told => stored.GetValueOrDefault(told.Key) < told.Value)
                .Select(told => $"{told.Key}: step {stored.GetValueOrDefault(told.Key)} is stored, {told.Value} acknowledged");
            IEnumerable<string> invented = stored
                .Where(told => told.Value > asked.GetValueOrDefault(told.Key))
                .Select(told => $"{told.Key}: step {told.Value} is stored, {asked.GetValueOrDefault(told.Key)} asked for");
            return [.. lost, .. invented];
        }
    }
}
