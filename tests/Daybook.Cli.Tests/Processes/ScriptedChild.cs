using System.Collections.Concurrent;
using Daybook.Durability.Processes;

namespace Daybook.Cli.Tests.Processes;

/// <summary>
/// A child that stops as a test says, and then lives until it is asked to end and is not, or no longer, stopped; with the spawner that started it.
/// </summary>
internal sealed class ScriptedChild(params IReadOnlyList<int> stops) : IChildGroup, IProcessSpawner
{
    private const int TerminateSignal = 15;

    private readonly Queue<int> left = new(stops);
    private readonly SemaphoreSlim ended = new(0);
    private volatile bool isAsked;
    private volatile bool isEnded;

    /// <summary>What was done with it, in turn.</summary>
    public ConcurrentQueue<string> Done { get; } = [];

    public bool IsUnderJobControl { get; init; }

    public bool IsInputTerminal { get; init; }

    /// <summary>Whether anybody reads what this process writes.</summary>
    public bool IsHeard { get; init; } = true;

    public bool IsSupported => true;

    public int Pid => 900;

    public IPipeEnd? Output => null;

    public IPipeEnd? Errors => null;

    public ChildEvent Wait()
    {
        if (left.TryDequeue(out int signal))
        {
            return new ChildEvent(0, signal, IsStopped: true);
        }

        ended.Wait();
        return new ChildEvent(0, TerminateSignal, IsStopped: false);
    }

    public void Signal(int signal)
    {
        Done.Enqueue($"signal {signal}");
        isAsked |= signal == TerminateSignal;
    }

    public void Continue()
    {
        Done.Enqueue("continue");
        if (isAsked)
        {
            End();
        }
    }

    /// <summary>Ends it, as if it had done its work.</summary>
    public void End()
    {
        isEnded = true;
        ended.Release();
    }

    public bool IsGroupAlive() => !isEnded;

    public void TakeForeground() => Done.Enqueue("take");

    public void ReturnForeground() => Done.Enqueue("return");

    public void Dispose() => ended.Dispose();

    public IChildGroup Spawn(SpawnRequest request) => this;

    public IPipeEnd OpenInput(string path) => throw new NotSupportedException("a scripted child reads nothing");

    public bool HasReader(int descriptor) => IsHeard;

    public void LeaveTerminal()
    {
    }

    public void StopSelf() => Done.Enqueue("stop self");
}
