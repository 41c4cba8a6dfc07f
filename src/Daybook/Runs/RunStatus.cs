namespace Daybook.Runs;

/// <summary>How a run stands: as it is stored, and, with what the machine knows about its processes, as it is shown.</summary>
public enum RunStatus
{
    /// <summary>It has started and no end is recorded. Shown only of a run whose process is known to live.</summary>
    Running,

    /// <summary>It ended well.</summary>
    Completed,

    /// <summary>It ended badly.</summary>
    Failed,

    /// <summary>Its process ended without recording an end. Stored only by an explicit sweep.</summary>
    Interrupted,

    /// <summary>Nobody here can tell: another host's run, one without a process, or a word that this version does not know.</summary>
    Unknown,
}
