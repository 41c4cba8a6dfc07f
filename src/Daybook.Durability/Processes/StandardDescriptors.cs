using Daybook.Durability.Posix;

namespace Daybook.Durability.Processes;

/// <summary>
/// Which of stdin, stdout and stderr a process was given. Whoever starts it may have closed them, and then the runtime's own first files get their numbers:
/// to read or write there, or to hand them to a child, would be to meddle with those.
/// </summary>
public static class StandardDescriptors
{
    /// <summary>stdin.</summary>
    public const int Input = 0;

    /// <summary>stdout.</summary>
    public const int Output = 1;

    /// <summary>stderr.</summary>
    public const int Errors = 2;

    private const int GetFlags = 1;
    private const int CloseOnExecute = 1;

    /// <summary>
    /// Whether the process was given a descriptor. What it was given has survived an exec; what was opened since is marked not to, as the runtime and this
    /// library mark whatever they open.
    /// </summary>
    /// <param name="descriptor">One of the three.</param>
    public static bool IsGiven(int descriptor) =>
        OperatingSystem.IsWindows() || Libc.Control(descriptor, GetFlags) is var flags and >= 0 && (flags & CloseOnExecute) == 0;
}
