namespace Daybook.Testing.Disk;

/// <summary>On which side of a call the machine stops.</summary>
public enum CrashMoment
{
    /// <summary>The call did nothing.</summary>
    Before,

    /// <summary>The call took effect, but its caller never heard of it.</summary>
    After,
}
