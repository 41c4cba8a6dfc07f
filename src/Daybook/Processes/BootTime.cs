namespace Daybook.Processes;

/// <summary>A moment on the clock of one boot. Two moments can be compared only within one boot.</summary>
/// <param name="BootId">Names the boot.</param>
/// <param name="Elapsed">Since that boot began, time asleep included.</param>
/// <param name="HostName">The machine, which tells a restart of this one from the boot of another.</param>
public readonly record struct BootTime(string BootId, TimeSpan Elapsed, string HostName);
