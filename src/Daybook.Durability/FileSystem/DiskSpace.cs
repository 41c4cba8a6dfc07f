namespace Daybook.Durability.FileSystem;

/// <summary>What a file system has left for this user.</summary>
/// <param name="FreeBytes">The bytes that can still be written.</param>
/// <param name="FreeFiles">The files that can still be created; <c>null</c> where the file system has no such limit, or does not tell it.</param>
/// <param name="BlockBytes">The bytes of which a file takes whole numbers; 4,096 where the file system does not tell it.</param>
public readonly record struct DiskSpace(long FreeBytes, long? FreeFiles, int BlockBytes = DiskSpace.UsualBlockBytes)
{
    /// <summary>What nearly all file systems have.</summary>
    public const int UsualBlockBytes = 4096;
}
