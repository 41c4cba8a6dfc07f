namespace Daybook.Durability.FileSystem;

/// <summary>
/// Repeats calls that a signal interrupted (EINTR), which leaves nothing done, and passes everything else through. Bounded: a
/// call that is interrupted for ever fails instead of spinning (the BCL spins).
/// </summary>
internal sealed class RetryingFileSystem(IFileSystem inner) : IFileSystem
{
    public string BootId => inner.BootId;

    public IFile Open(string path, OpenMode mode, UnixFileMode permissions = FilePermissions.PrivateFile) =>
        new RetryingFile(Interruption.Retry((inner, path, mode, permissions), static call => call.inner.Open(call.path, call.mode, call.permissions)));

    public FileStat? Stat(string path) => Interruption.Retry((inner, path), static call => call.inner.Stat(call.path));

    public IReadOnlyList<string> List(string directory) =>
        Interruption.Retry((inner, directory), static call => call.inner.List(call.directory));

    public void CreateDirectory(string path, UnixFileMode permissions = FilePermissions.PrivateDirectory) =>
        Interruption.Retry((inner, path, permissions), static call => call.inner.CreateDirectory(call.path, call.permissions));

    public void Rename(string from, string to) =>
        Interruption.Retry((inner, from, to), static call => call.inner.Rename(call.from, call.to));

    public void Exchange(string left, string right) =>
        Interruption.Retry((inner, left, right), static call => call.inner.Exchange(call.left, call.right));

    public void Link(string existing, string created) =>
        Interruption.Retry((inner, existing, created), static call => call.inner.Link(call.existing, call.created));

    public void Delete(string path) => Interruption.Retry((inner, path), static call => call.inner.Delete(call.path));

    public void DeleteDirectory(string path) => Interruption.Retry((inner, path), static call => call.inner.DeleteDirectory(call.path));

    public void SyncDirectory(string path) => Interruption.Retry((inner, path), static call => call.inner.SyncDirectory(call.path));

    public void SyncFileSystem(string directory) =>
        Interruption.Retry((inner, directory), static call => call.inner.SyncFileSystem(call.directory));

    public void SetPermissions(string path, UnixFileMode permissions) =>
        Interruption.Retry((inner, path, permissions), static call => call.inner.SetPermissions(call.path, call.permissions));

    public string FileSystemType(string path) => Interruption.Retry((inner, path), static call => call.inner.FileSystemType(call.path));

    public DiskSpace SpaceAt(string path) => Interruption.Retry((inner, path), static call => call.inner.SpaceAt(call.path));

    public int? LockHolder(FileStat file) => inner.LockHolder(file);
}
