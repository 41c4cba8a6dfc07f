using Daybook.Durability.Errors;
using Daybook.Durability.FileSystem;
using Daybook.Durability.Processes;
using Daybook.Errors;

namespace Daybook.Cli.Commands.Runs;

/// <summary>
/// The prompt that a program is given: a file of the user's, or a copy of what the user named by a link or a pipe. What comes by a pipe comes once,
/// and is needed twice: by the program, and beside the run's record.
/// </summary>
internal sealed class PromptInput : IDisposable
{
    /// <summary>Far more than any program takes as a prompt; what never ends would fill the disk.</summary>
    internal const int CopyBytesMax = 64 << 20;

    private static readonly TimeSpan Slice = TimeSpan.FromSeconds(1);

    private readonly IFileSystem disk;
    private readonly bool isCopy;

    private PromptInput(IFileSystem disk, string path, bool isCopy)
    {
        this.disk = disk;
        this.isCopy = isCopy;
        Path = path;
    }

    /// <summary>The file, absolute.</summary>
    public string Path { get; }

    /// <summary>Opens what the user named. To be called while signals still end this process: a pipe may keep it waiting.</summary>
    /// <exception cref="InvalidInputException">It is neither a file nor a pipe, cannot be read, or is too long.</exception>
    public static PromptInput Open(CommandCall call, string given)
    {
        IFileSystem disk = call.Surroundings.Ports.FileSystem;
        string path = System.IO.Path.IsPathFullyQualified(given) ? given : System.IO.Path.GetFullPath(given, call.Surroundings.WorkingDirectory.Value);
        try
        {
            return disk.Stat(path) is { Kind: FileKind.Regular } ? new PromptInput(disk, path, isCopy: false) : Copy(call, path);
        }
        catch (UnsafeFileException)
        {
            throw Unreadable("it is neither a file nor a pipe");
        }
        catch (FileSystemException refused)
        {
            throw Unreadable(refused.Message);
        }

        InvalidInputException Unreadable(string reason) =>
            new($"cannot read {given}: {reason}") { Path = path, Hint = "--prompt-file names the file with the prompt" };
    }

    /// <summary>Removes what was copied.</summary>
    public void Dispose()
    {
        if (!isCopy)
        {
            return;
        }

        try
        {
            disk.Delete(Path);
        }
        catch (DurabilityException)
        {
            // It is a scratch file; whoever clears that folder clears it too.
        }
    }

    private static PromptInput Copy(CommandCall call, string path)
    {
        Surroundings surroundings = call.Surroundings;
        IFileSystem disk = surroundings.Ports.FileSystem;
        using IPipeEnd source = surroundings.Spawner.OpenInput(path);
        var copy = new PromptInput(disk, System.IO.Path.Join(surroundings.TempDirectory, $"daybook-prompt-{surroundings.Ports.Ids.NewId():n}"), isCopy: true);
        try
        {
            using IFile file = disk.Open(copy.Path, OpenMode.CreateNew);
            byte[] buffer = new byte[LogPrinter.BufferBytes];
            long length = 0;
            int read;
            while ((read = source.Read(buffer, Slice)) != 0)
            {
                ReadOnlySpan<byte> part = buffer.AsSpan(0, Math.Max(0, read));
                if (length + part.Length > CopyBytesMax)
                {
                    throw new InvalidInputException($"the prompt in {path} has more than {CopyBytesMax} bytes") { Path = path };
                }

                file.WriteFully(part, length);
                length += part.Length;
            }

            return copy;
        }
        catch
        {
            copy.Dispose();
            throw;
        }
    }
}
