namespace Daybook.Durability.FileSystem;

/// <summary>What a file system has left for this user.</summary>
/// <param name="FreeBytes">The bytes that can still be written.</param>
/// <param name="FreeFiles">The files that can still be created; <c>null</c> where the file system has no such limit, or does not tell it.</param>
public readonly record struct DiskSpace(long FreeBytes, long? FreeFiles);
