using Daybook.Durability.Errors;
using Daybook.Durability.FileSystem;

namespace Daybook.Embedded.Operations;

/// <summary>What stands in the way of reading one file, and is no reason to give up on the others: a link in its place, its permissions, its disk.</summary>
internal static class OperationRefusal
{
    /// <summary>Whether a failure concerns the one file only.</summary>
    internal static bool IsOne(Exception failure) =>
        failure is UnsafeFileException or FileSystemException { Error: FileSystemError.Denied or FileSystemError.InputOutput or FileSystemError.WrongKind };

    /// <summary>Doctor's word for it.</summary>
    internal static string WordOf(Exception failure) => failure is UnsafeFileException ? "unsafe_file" : "unreadable";
}
