using Daybook.Durability.FileSystem;

namespace Daybook.Durability.Errors;

/// <summary>The system refused a call. What was acknowledged before is not touched by it.</summary>
public sealed class FileSystemException : DurabilityException
{
    /// <summary>Names the call, the file and the system's answer.</summary>
    /// <param name="error">The error, as the kernel tells them apart.</param>
    /// <param name="call">The system call, such as <c>write</c>.</param>
    /// <param name="path">The file or directory concerned.</param>
    /// <param name="number">The system's error number.</param>
    /// <param name="words">The system's words for it.</param>
    public FileSystemException(FileSystemError error, string call, string path, int number, string words)
        : base($"{call} {path}: {words}", path)
    {
        Error = error;
        Call = call;
        Number = number;
    }

    /// <summary>The error, as the kernel tells them apart.</summary>
    public FileSystemError Error { get; }

    /// <summary>The system call that failed.</summary>
    public string Call { get; }

    /// <summary>The system's error number (errno; GetLastError on Windows).</summary>
    public int Number { get; }
}
