using System.Text;

namespace Daybook.Proof.Recorded;

/// <summary>Makes of system calls what they did to the files under one directory, and what was told.</summary>
internal sealed class ChangeReader
{
    private const UnixFileMode Umask = UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;

    private readonly string root;
    private readonly Dictionary<int, int> processes = [];
    private readonly Dictionary<(int Process, int Descriptor), long?> positions = [];
    private readonly int program;

    private ChangeReader(string root, IReadOnlyList<SystemCall> calls)
    {
        this.root = root;
        program = calls[0].Thread;
        foreach (SystemCall call in calls.Where(static call => call.Name is "clone" or "clone3" or "fork" or "vfork" && call.Result > 0))
        {
            bool isThread = call.Arguments.Any(static argument => argument.Contains("CLONE_THREAD", StringComparison.Ordinal));
            processes[(int)call.Result] = isThread ? ProcessOf(call.Thread) : (int)call.Result;
        }
    }

    /// <summary>Reads calls.</summary>
    /// <exception cref="InvalidDataException">One of them writes in a way that is not known here, so that nothing could be said of it.</exception>
    public static IReadOnlyList<DiskChange> Read(string root, IReadOnlyList<SystemCall> calls)
    {
        var reader = new ChangeReader(root, calls);
        return [.. calls.Where(static call => call.Result >= 0).SelectMany(reader.Changes)];
    }

    private IEnumerable<DiskChange> Changes(SystemCall call) => call.Name switch
    {
        "open" or "creat" or "openat" => Opened(call),
        "write" or "writev" => Written(call, null),
        "pwrite64" => Written(call, call.Number(3)),
        "pwritev" or "pwritev2" => Written(call, call.Number(3)),
        "lseek" => Sought(call),
        "ftruncate" => On(call.DescriptorPath(0), path => new DiskChange.Truncate(path, call.Number(1))),
        "fsync" or "fdatasync" => On(call.DescriptorPath(0), static path => new DiskChange.Flush(path)),
        "syncfs" => On(call.DescriptorPath(0), static path => new DiskChange.FlushAll(path)),
        "fchmod" => On(call.DescriptorPath(0), path => new DiskChange.Permit(path, Mode(call, 1))),
        "chmod" => On(call.Text(0), path => new DiskChange.Permit(path, Mode(call, 1))),
        "fchmodat" => On(call.PathAt(1, 0), path => new DiskChange.Permit(path, Mode(call, 2))),
        "mkdir" => On(call.Text(0), path => new DiskChange.MakeDirectory(path, Mode(call, 1) & ~Umask)),
        "mkdirat" => On(call.PathAt(1, 0), path => new DiskChange.MakeDirectory(path, Mode(call, 2) & ~Umask)),
        "rename" => On(call.Text(0), path => new DiskChange.Rename(path, call.Text(1))),
        "renameat" => On(call.PathAt(1, 0), path => new DiskChange.Rename(path, call.PathAt(3, 2))),
        "renameat2" => On(call.PathAt(1, 0), path => call.Arguments[4].Contains("EXCHANGE", StringComparison.Ordinal)
            ? new DiskChange.Exchange(path, call.PathAt(3, 2))
            : new DiskChange.Rename(path, call.PathAt(3, 2))),
        "link" => On(call.Text(0), path => new DiskChange.Link(path, call.Text(1))),
        "linkat" => On(call.PathAt(1, 0), path => new DiskChange.Link(path, call.PathAt(3, 2))),
        "unlink" => On(call.Text(0), static path => new DiskChange.Remove(path, IsDirectory: false)),
        "rmdir" => On(call.Text(0), static path => new DiskChange.Remove(path, IsDirectory: true)),
        "unlinkat" => On(call.PathAt(1, 0), path => new DiskChange.Remove(path, call.Arguments[2].Contains("REMOVEDIR", StringComparison.Ordinal))),
        "mmap" => Mapped(call),
        "fallocate" or "truncate" or "symlink" or "symlinkat" or "copy_file_range" or "sendfile" => Unknown(call),
        _ => [],
    };

    private IEnumerable<DiskChange> Opened(SystemCall call)
    {
        string flags = call.Arguments.FirstOrDefault(static argument => argument.Contains("O_", StringComparison.Ordinal)) ?? "O_CREAT|O_TRUNC";
        positions[(ProcessOf(call.Thread), (int)call.Result)] = flags.Contains("O_APPEND", StringComparison.Ordinal) ? null : 0;
        if (IsOurs(call.ResultPath) && flags.Contains("O_CREAT", StringComparison.Ordinal))
        {
            yield return new DiskChange.Create(call.ResultPath, Mode(call, call.Arguments.Count - 1) & ~Umask);
        }

        if (IsOurs(call.ResultPath) && flags.Contains("O_TRUNC", StringComparison.Ordinal))
        {
            yield return new DiskChange.Truncate(call.ResultPath, 0);
        }
    }

    private IEnumerable<DiskChange> Written(SystemCall call, long? offset)
    {
        string path = call.DescriptorPath(0);
        int process = ProcessOf(call.Thread);
        if (!IsOurs(path))
        {
            if (call.Descriptor(0) == 1 && process == program)
            {
                yield return new DiskChange.Told(Encoding.UTF8.GetString(call.Bytes(1)));
            }

            yield break;
        }

        long? position = positions.GetValueOrDefault((process, call.Descriptor(0)));
        if (offset is null && position is { } from)
        {
            positions[(process, call.Descriptor(0))] = from + call.Result;
        }

        yield return new DiskChange.Write(path, offset ?? position, call.Bytes(1)[..(int)call.Result]);
    }

    private IEnumerable<DiskChange> Sought(SystemCall call)
    {
        (int, int) key = (ProcessOf(call.Thread), call.Descriptor(0));
        if (positions.GetValueOrDefault(key) is not null)
        {
            positions[key] = call.Result;
        }

        return [];
    }

    /// <summary>A mapping that writes through goes unseen. SQLite has one for what it keeps no longer than its processes live.</summary>
    private IEnumerable<DiskChange> Mapped(SystemCall call)
    {
        bool writes = call.Arguments[2].Contains("PROT_WRITE", StringComparison.Ordinal) && call.Arguments[3].Contains("MAP_SHARED", StringComparison.Ordinal);
        return writes && SystemCall.PathIn(call.Arguments[4]) is var path && IsOurs(path) && !path.EndsWith("-shm", StringComparison.Ordinal) ? Unknown(call) : [];
    }

    private IEnumerable<DiskChange> Unknown(SystemCall call) => call.Arguments.Any(argument => argument.Contains('<', StringComparison.Ordinal) && IsOurs(SystemCall.PathIn(argument)))
        ? throw new InvalidDataException($"{call.Name}({string.Join(", ", call.Arguments)}) is not known here")
        : [];

    private IEnumerable<DiskChange> On(string path, Func<string, DiskChange> change) => IsOurs(path) ? [change(path)] : [];

    private bool IsOurs(string path) => path.StartsWith(root, StringComparison.Ordinal) && (path.Length == root.Length || path[root.Length] == '/');

    private int ProcessOf(int thread) => processes.GetValueOrDefault(thread, thread);

    private static UnixFileMode Mode(SystemCall call, int index) =>
        (UnixFileMode)(Convert.ToInt32(call.Arguments[index], 8) & 0x1FF);
}
