namespace Daybook.Embedded.Tests.Git;

/// <summary>How many calls a process makes to the world before it is killed, or at which one the world refuses it once.</summary>
internal sealed class Lifetime(int callsMax)
{
    /// <summary>The calls so far.</summary>
    public int Calls { get; private set; }

    /// <summary>What a call that comes too late gets; the process is dead unless it is something else.</summary>
    public Func<string, Exception>? Refusal { get; init; }

    /// <summary>Notes a call, or ends it.</summary>
    public void Pass(string call)
    {
        Calls++;
        if (Refusal is null ? Calls > callsMax : Calls == callsMax + 1)
        {
            throw Refusal?.Invoke(call) ?? new DeadException();
        }
    }
}
