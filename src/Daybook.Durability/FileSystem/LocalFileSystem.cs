using Daybook.Durability.Posix;

namespace Daybook.Durability.FileSystem;

/// <summary>This machine's disk.</summary>
public static class LocalFileSystem
{
    /// <summary>The file system of the operating system that this runs on.</summary>
    public static IFileSystem Create() => OperatingSystem.IsWindows() ? throw new PlatformNotSupportedException() : new PosixFileSystem();
}
