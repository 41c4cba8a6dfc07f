namespace Daybook.Embedded.Runs;

/// <summary>How files of runs are written. All shapes are read alike.</summary>
/// <param name="Order">The fields in their order.</param>
/// <param name="IsRunAgent">Whether it is the shape of the other system, which fills in what is not known yet.</param>
/// <param name="FilePermissions">Of new files.</param>
/// <param name="DirectoryPermissions">Of new folders.</param>
internal sealed record RunShape(IReadOnlyList<string> Order, bool IsRunAgent, UnixFileMode FilePermissions, UnixFileMode DirectoryPermissions)
{
    /// <summary>The version that files of the other system say.</summary>
    internal const int RunAgentVersion = 1;

    /// <summary>The newest version that is read.</summary>
    internal const int VersionSupported = 1;

    /// <summary>Daybook's own.</summary>
    internal static RunShape Own { get; } = new(
        RunField.OwnOrder,
        IsRunAgent: false,
        Durability.FileSystem.FilePermissions.PrivateFile,
        Durability.FileSystem.FilePermissions.PrivateDirectory);

    /// <summary>The one that an adopted folder keeps.</summary>
    internal static RunShape RunAgent { get; } = new(
        RunField.RunAgentOrder,
        IsRunAgent: true,
        Durability.FileSystem.FilePermissions.SharedFile,
        Durability.FileSystem.FilePermissions.SharedDirectory);
}
