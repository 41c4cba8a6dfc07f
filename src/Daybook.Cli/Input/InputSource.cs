using Daybook.Durability.Errors;
using Daybook.Durability.FileSystem;
using Daybook.Errors;

namespace Daybook.Cli.Input;

/// <summary>Where a command reads from: a file that the user names, or stdin.</summary>
internal static class InputSource
{
    private const string StandardInput = "-";

    /// <summary>Opens it.</summary>
    /// <param name="surroundings">The outside world.</param>
    /// <param name="source">What the user named.</param>
    /// <param name="fromInput">How the command is told to read stdin: <c>--from-json -</c>.</param>
    /// <exception cref="InvalidInputException">There is no such file, or it is no regular file.</exception>
    public static Stream Open(Surroundings surroundings, string source, string fromInput)
    {
        if (source == StandardInput)
        {
            return surroundings.Input;
        }

        string path = Path.GetFullPath(source, surroundings.WorkingDirectory.Value);
        try
        {
            return new FileInput(surroundings.Ports.FileSystem.Open(path, OpenMode.Read));
        }
        catch (DurabilityException refused) when (refused is UnsafeFileException
            or FileSystemException { Error: FileSystemError.NotFound or FileSystemError.WrongKind or FileSystemError.SymbolicLink })
        {
            throw new InvalidInputException($"cannot read {source}: {refused.Message}", refused)
            {
                Path = path,
                Hint = $"name a regular file, or give the input on stdin: {fromInput} < file",
            };
        }
    }
}
