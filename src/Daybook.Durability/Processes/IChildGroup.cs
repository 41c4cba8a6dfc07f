namespace Daybook.Durability.Processes;

/// <summary>A process that was started at the head of a process group, and the ends of the pipes to it.</summary>
public interface IChildGroup : IDisposable
{
    /// <summary>Its number, which is also the group's.</summary>
    int Pid { get; }

    /// <summary>What it writes to stdout, if that was to be captured.</summary>
    IPipeEnd? Output { get; }

    /// <summary>What it writes to stderr, if that was to be captured.</summary>
    IPipeEnd? Errors { get; }

    /// <summary>Waits on the calling thread until the process ends or is stopped.</summary>
    ChildEvent Wait();

    /// <summary>Sends a signal to every process of the group. Nothing happens if none is left.</summary>
    void Signal(int signal);

    /// <summary>Lets every process of the group that is stopped go on, and changes nothing about the terminal.</summary>
    void Continue();

    /// <summary>Whether any process of the group is left.</summary>
    bool IsGroupAlive();

    /// <summary>Gives the group the terminal that is this process's stdin, if there is one; it can be read from there then.</summary>
    void TakeForeground();

    /// <summary>Gives the terminal back to this process's own group.</summary>
    void ReturnForeground();
}
