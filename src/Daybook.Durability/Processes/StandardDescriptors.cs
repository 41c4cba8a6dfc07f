using System.Runtime.InteropServices;
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

    /// <summary>
    /// How many characters a line of the terminal at a descriptor has; null where that is none, or does not tell. Unlike the base library this asks
    /// without setting the terminal up.
    /// </summary>
    /// <param name="descriptor">One of the three.</param>
    public static unsafe int? ColumnsOf(int descriptor)
    {
        if (OperatingSystem.IsWindows())
        {
            return Console.IsOutputRedirected ? null : Console.BufferWidth;
        }

        // struct winsize: rows, columns, and the same in pixels (TIOCGWINSZ).
        ushort* size = stackalloc ushort[4];
        int failure = !OperatingSystem.IsMacOS() ? Libc.AskDevice(descriptor, 0x5413, (byte*)size)
            : RuntimeInformation.ProcessArchitecture == Architecture.Arm64 ? Libc.AskDeviceOnApple(descriptor, 0x40087468, 0, 0, 0, 0, 0, 0, (byte*)size)
            : Libc.AskDevice(descriptor, 0x40087468, (byte*)size);
        return failure == 0 && size[1] > 0 ? size[1] : null;
    }

    /// <summary>
    /// The stream of a descriptor; an empty one where the process was not given it. It leaves a terminal as it is, and it is not to be closed: the
    /// descriptor belongs to the process.
    /// </summary>
    /// <param name="descriptor">One of the three.</param>
    public static Stream Open(int descriptor) =>
        !IsGiven(descriptor) ? Stream.Null
        : !OperatingSystem.IsWindows() ? new PosixStandardStream(descriptor)
        : descriptor switch
        {
            Input => Console.OpenStandardInput(),
            Output => Console.OpenStandardOutput(),
            _ => Console.OpenStandardError(),
        };
}
