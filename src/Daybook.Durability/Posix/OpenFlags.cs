using System.Runtime.InteropServices;

namespace Daybook.Durability.Posix;

/// <summary>The numbers of open(2), which differ between systems and, on Linux, between processors.</summary>
internal static class OpenFlags
{
    internal static int ReadWrite => 2;

    internal static int Create => OperatingSystem.IsMacOS() ? 0x200 : 0x40;

    internal static int Exclusive => OperatingSystem.IsMacOS() ? 0x800 : 0x80;

    internal static int Append => OperatingSystem.IsMacOS() ? 0x8 : 0x400;

    internal static int Directory => (OperatingSystem.IsMacOS(), IsArm) switch
    {
        (true, _) => 0x100000,
        (false, true) => 0x4000,
        _ => 0x10000,
    };

    /// <summary>For reading; no child inherits it.</summary>
    internal static int NotInherited => OperatingSystem.IsMacOS() ? 0x1000000 : 0x80000;

    /// <summary>Not followed, not inherited, and a FIFO or terminal neither blocks nor takes over the process.</summary>
    internal static int Careful => OperatingSystem.IsMacOS()
        ? 0x100 | NotInherited | 0x4 | 0x20000
        : (IsArm ? 0x8000 : 0x20000) | NotInherited | 0x800 | 0x100;

    private static bool IsArm => RuntimeInformation.ProcessArchitecture is Architecture.Arm64 or Architecture.Arm;
}
