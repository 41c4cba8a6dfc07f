using System.Text;
using Daybook.Durability.Errors;
using Daybook.Durability.Files;
using Daybook.Durability.FileSystem;
using Daybook.Durability.Locks;
using Daybook.Errors;

namespace Daybook.Embedded;

/// <summary>
/// The secret by which programs on this machine reach a server over the store's tools: a file in the store that its owner alone can read.
/// It is made once; to change it, remove the file and start the server again.
/// </summary>
public static class AccessToken
{
    /// <summary>The name of its file.</summary>
    public const string FileName = "mcp.token";

    private const int LettersMin = 32;
    private const int BytesMax = 1024;

    private const UnixFileMode Others =
        UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;

    /// <summary>Where a store keeps it.</summary>
    public static string PathIn(string store) => Path.Join(store, FileName);

    /// <summary>Reads it, and makes it first where there is none. When this returns it survives power loss, and all who ask get the same one.</summary>
    /// <param name="ports">The outside world.</param>
    /// <param name="store">The folder of the store.</param>
    /// <param name="lockWait">How long to wait for another process that makes it too.</param>
    /// <exception cref="CorruptStoreException">The file holds no usable token, or is no regular file.</exception>
    /// <exception cref="StorageException">The file can be read by others, or cannot be read or written.</exception>
    /// <exception cref="BusyException">Another process kept the store's lock.</exception>
    public static string Open(EmbeddedPorts ports, string store, TimeSpan lockWait)
    {
        ArgumentNullException.ThrowIfNull(ports);
        return KernelErrors.Translate(() => Read(ports.FileSystem, PathIn(store)) ?? Make(ports, store, lockWait));
    }

    private static string Make(EmbeddedPorts ports, string store, TimeSpan lockWait)
    {
        DirectoryTree.Create(ports.FileSystem, StoreLayout.LockDirectory(store));
        using FileLock guard = FileLock.Acquire(ports.FileSystem, StoreLayout.StoreLock(store), lockWait, ports.Clock, "daybook mcp --http");
        if (Read(ports.FileSystem, PathIn(store)) is { } made)
        {
            return made;
        }

        // Two random ids: well above the 128 random bits that one of them falls six short of.
        string token = ports.UniqueName() + ports.UniqueName();
        new AtomicFile(ports.FileSystem, ports.NewTempName).Write(PathIn(store), Encoding.ASCII.GetBytes(token + "\n"));
        return token;
    }

    private static string? Read(IFileSystem fileSystem, string path)
    {
        if (fileSystem.Stat(path) is not { } stat)
        {
            return null;
        }

        if (stat.Kind != FileKind.Regular)
        {
            throw new UnsafeFileException(path, stat.Kind);
        }

        if ((stat.Permissions & Others) != UnixFileMode.None && !OperatingSystem.IsWindows())
        {
            throw new StorageException($"{path} can be read or written by others, so its token is no secret any more")
            {
                Path = path,
                Hint = "remove the file; the next start makes another token, which clients then need",
            };
        }

        string? token = fileSystem.ReadAll(path, BytesMax) is { } bytes ? Encoding.Latin1.GetString(bytes).Trim() : null;
        return token is null || IsUsable(token) ? token : throw new CorruptStoreException($"{path} holds no token of at least {LettersMin} letters and digits")
        {
            Path = path,
            Hint = "remove the file; the next start makes another token, which clients then need",
        };
    }

    /// <summary>What a header can carry as it is, and nobody tries out.</summary>
    private static bool IsUsable(string token) =>
        token.Length >= LettersMin && token.All(static letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.' or '~');
}
