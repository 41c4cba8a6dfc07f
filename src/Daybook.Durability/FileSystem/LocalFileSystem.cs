using Daybook.Durability.Posix;
using Daybook.Durability.Windows;

namespace Daybook.Durability.FileSystem;

/// <summary>The real disk of the machine this process runs on.</summary>
public static class LocalFileSystem
{
    /// <summary>Picks the implementation for this system. It holds no resources, so it may be kept or made anew.</summary>
    public static IFileSystem Create() => OperatingSystem.IsWindows() ? new WindowsFileSystem() : new PosixFileSystem();
}
