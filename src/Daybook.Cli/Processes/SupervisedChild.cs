using Daybook.Durability.Processes;

namespace Daybook.Cli.Processes;

/// <summary>A child that was started, its output carried, its time measured, its end awaited.</summary>
internal sealed class SupervisedChild(IProcessSpawner spawner, IChildGroup group, SignalRelay relay, TimeProvider time)
{
    private const int TerminateSignal = 15;
    private const int KillSignal = 9;
    private const int StopSignal = 19;
    private const int AppleStopSignal = 17;
    private const int SignalledExit = 128;

    // SIGTTIN and SIGTTOU, the same on both systems.
    private const int ReadSignal = 21;
    private const int WriteSignal = 22;

    /// <summary>How long a group may take to end itself after SIGTERM.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan GroupPause = TimeSpan.FromMilliseconds(20);

    /// <summary>Waits for the child's end, and ends it with its group when its time is over.</summary>
    /// <param name="pumps">What carries its output; they end with it.</param>
    /// <param name="timeout">How long it may take; null for as long as it likes.</param>
    /// <param name="meanwhile">What is done beside it, on the thread that calls.</param>
    public async Task<ChildOutcome> RunAsync(IReadOnlyList<OutputPump> pumps, TimeSpan? timeout, Func<Task> meanwhile)
    {
        Task[] carrying = [.. pumps.Select(pump => OnThread(() => pump.Run(time)))];
        (ChildEvent end, bool isTimedOut) = timeout is { } limit ? await EndInAsync(limit, meanwhile) : (await EndAsync(meanwhile), false);
        relay.Detach();
        group.ReturnForeground();
        foreach (OutputPump pump in pumps)
        {
            pump.ChildEnded(time);
        }

        await Task.WhenAll(carrying);
        return new ChildOutcome(end.Signal > 0 ? SignalledExit + end.Signal : end.ExitCode, end.Signal, isTimedOut);
    }

    /// <summary>Without a limit of time nothing but the end is waited for, and the thread that calls can do that itself: a thread costs more than most.</summary>
    private async Task<ChildEvent> EndAsync(Func<Task> meanwhile)
    {
        await meanwhile();
        return WaitForEnd();
    }

    private async Task<(ChildEvent End, bool IsTimedOut)> EndInAsync(TimeSpan limit, Func<Task> meanwhile)
    {
        Task<ChildEvent> ending = OnThread(WaitForEnd);
        using var over = new CancellationTokenSource();
        Task timer = Task.Delay(limit, time, over.Token);
        await meanwhile();
        bool isTimedOut = await Task.WhenAny(ending, timer) != ending;
        await over.CancelAsync();
        if (isTimedOut)
        {
            await EndGroupAsync(ending);
        }

        return (await ending, isTimedOut);
    }

    private static Task<T> OnThread<T>(Func<T> work) =>
        Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private static Task OnThread(Action work) =>
        Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    private static bool WantsTerminal(int signal) => signal is ReadSignal or WriteSignal;

    /// <summary>TERM to all of the group, and after a while KILL to whoever is left, also when the child itself has obeyed.</summary>
    private async Task EndGroupAsync(Task<ChildEvent> ending)
    {
        group.Signal(TerminateSignal);

        // Whoever is stopped would notice only when it is continued.
        group.Continue();
        long began = time.GetTimestamp();
        while (group.IsGroupAlive() && time.GetElapsedTime(began) < Grace)
        {
            await Task.WhenAny(Task.Delay(GroupPause, time), ending.IsCompleted ? Task.Delay(GroupPause, time) : ending);
        }

        if (group.IsGroupAlive())
        {
            group.Signal(KillSignal);
        }
    }

    private ChildEvent WaitForEnd()
    {
        while (true)
        {
            ChildEvent happened = group.Wait();
            if (!happened.IsStopped)
            {
                return happened;
            }

            // What somebody stops by name is continued by name, and meanwhile its end must still be seen.
            if (happened.Signal != (OperatingSystem.IsMacOS() ? AppleStopSignal : StopSignal))
            {
                StopWithChild(WantsTerminal(happened.Signal));
            }
        }
    }

    /// <summary>
    /// The terminal stopped the child: where a shell does job control this process stops too, so that the shell gets its prompt back. Elsewhere
    /// nobody would continue it, and it must go on watching the time.
    /// </summary>
    private void StopWithChild(bool wantsTerminal)
    {
        if (spawner.IsUnderJobControl && (!wantsTerminal || spawner.IsInputTerminal))
        {
            group.ReturnForeground();
            spawner.StopSelf();
            group.TakeForeground();
        }
        else if (wantsTerminal)
        {
            // It can have no terminal, so it would only stop once more. What comes to end it must wake it first.
            relay.NoteStopped();
        }
        else
        {
            // Without this process in between, the system would not have stopped it at all: its group would have been an orphaned one.
            group.Continue();
        }
    }
}
