using System.Collections.Concurrent;
using System.Globalization;

namespace Daybook.Crash.Tests.Tasks;

/// <summary>What agents were told, and how they died, kept where no kill reaches it.</summary>
internal sealed class EventLedger
{
    private readonly ConcurrentQueue<AcknowledgedEvent> acknowledged = new();
    private readonly ConcurrentQueue<string> kills = new();

    /// <summary>The events that were acknowledged.</summary>
    public IReadOnlyCollection<AcknowledgedEvent> Acknowledged => acknowledged;

    /// <summary>How often an agent was killed.</summary>
    public int KillsOf(string agent) => kills.Count(killed => killed == agent);

    /// <summary>Notes what an agent was told: <c>ack seq task token</c>, or that nothing happened.</summary>
    public void Note(string agent, int processId, string line)
    {
        if (line.Split(' ') is ["ack", var seq, var task, var token])
        {
            acknowledged.Enqueue(new AcknowledgedEvent(
                agent, processId, long.Parse(seq, CultureInfo.InvariantCulture), task, long.Parse(token, CultureInfo.InvariantCulture)));
        }
    }

    /// <summary>Notes that an agent's process was killed.</summary>
    public void NoteKill(string agent) => kills.Enqueue(agent);
}
