namespace Daybook.Cli.Setup;

/// <summary>How what setup writes into a file stands there.</summary>
internal enum SetupState
{
    /// <summary>It is not there.</summary>
    Missing,

    /// <summary>It is there in part, or as another version wrote it, or where the harness does not look for it.</summary>
    Stale,

    /// <summary>It is there as this version writes it.</summary>
    Current,

    /// <summary>It is there, and somebody has changed it by hand since setup wrote it: what they wrote is left alone.</summary>
    Edited,

    /// <summary>What it is for stands there already, written by somebody else, and is left alone.</summary>
    Theirs,
}
