using Daybook.Durability.Errors;
using Daybook.Durability.FileSystem;

namespace Daybook.Proof.Fuzzing;

/// <summary>A read-only disk with at most one file on it, made in no time: a parser is given one for every input.</summary>
/// <param name="path">The file.</param>
/// <param name="content">What it holds; null where there is none.</param>
internal sealed class BytesFileSystem(string path, byte[]? content) : IFileSystem
{
    public string BootId => "boot";

    public static FileSystemException Refused(string call, string path) => new(FileSystemError.ReadOnly, call, path, 30, "Read-only file system");

    public IFile Open(string named, OpenMode mode, UnixFileMode permissions = FilePermissions.PrivateFile) =>
        named != path || content is null ? throw (mode is OpenMode.Read or OpenMode.ReadWrite ? Missing("open", named) : Refused("open", named))
        : mode == OpenMode.Read ? new BytesFile(named, content)
        : throw Refused("open", named);

    public FileStat? Stat(string named) => named == path && content is not null ? BytesFile.StatOf(content.Length) : null;

    public IReadOnlyList<string> List(string directory) => [];

    public void CreateDirectory(string named, UnixFileMode permissions = FilePermissions.PrivateDirectory) => throw Refused("mkdir", named);

    public void Rename(string from, string to) => throw Refused("rename", from);

    public void Exchange(string left, string right) => throw Refused("rename", left);

    public void Link(string existing, string created) => throw Refused("link", existing);

    public void Delete(string named) => throw Refused("unlink", named);

    public void DeleteDirectory(string named) => throw Refused("rmdir", named);

    public void SyncDirectory(string named) => throw Refused("fsync", named);

    public void SyncFileSystem(string directory) => throw Refused("syncfs", directory);

    public void SetPermissions(string named, UnixFileMode permissions) => throw Refused("chmod", named);

    public string FileSystemType(string named) => "ext4";

    public DiskSpace SpaceAt(string named) => new(1L << 40, null);

    public int? LockHolder(FileStat file) => null;

    private static FileSystemException Missing(string call, string path) => new(FileSystemError.NotFound, call, path, 2, "No such file or directory");
}
