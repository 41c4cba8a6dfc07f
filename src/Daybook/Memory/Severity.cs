namespace Daybook.Memory;

/// <summary>The scale on which the severity words of all systems are compared.</summary>
public enum Severity
{
    /// <summary>No word, or one that the scale does not know.</summary>
    Unknown,

    /// <summary>Worth knowing.</summary>
    Low,

    /// <summary>Worth looking at.</summary>
    Medium,

    /// <summary>Something failed.</summary>
    High,

    /// <summary>Something is down.</summary>
    Critical,
}
