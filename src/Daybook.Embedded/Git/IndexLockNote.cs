using System.Globalization;
using System.Text;
using Daybook.Durability.Errors;
using Daybook.Durability.FileSystem;
using Daybook.Processes;

namespace Daybook.Embedded.Git;

/// <summary>
/// What a lock of ours on git's index says about itself: which file it is and which process made it. Git's own locks hold an index or nothing;
/// a copy of one of ours is another file.
/// </summary>
/// <param name="Inode">The number of the file that says it.</param>
/// <param name="Owner">The process.</param>
/// <param name="HostName">Its machine.</param>
internal sealed record IndexLockNote(ulong Inode, ProcessIdentity Owner, string HostName)
{
    private const string Heading = "daybook holds the index of this repository";
    private const int BytesMaximum = 1024;
    private const int LineCount = 7;

    /// <summary>The note of the calling process.</summary>
    internal static IndexLockNote Of(IProcessTable processes, ulong inode) => new(
        inode,
        ProcessIdentity.Of(processes.OwnPid, processes) ?? new ProcessIdentity(processes.OwnPid, 0, processes.Now.BootId, processes.PidNamespace),
        processes.HostName);

    /// <summary>Reads the note in a file.</summary>
    /// <returns>Null where there is no file, or it is not of ours.</returns>
    internal static IndexLockNote? Read(IFileSystem disk, string path)
    {
        if (disk.Stat(path) is not { Kind: FileKind.Regular, Length: > 0 and <= BytesMaximum })
        {
            return null;
        }

        try
        {
            using IFile file = disk.Open(path, OpenMode.Read);
            byte[] content = new byte[BytesMaximum];
            IndexLockNote? note = Parse(Encoding.UTF8.GetString(content.AsSpan(0, file.ReadFully(content, 0))));
            return note?.Inode == file.Stat().Inode ? note : null;
        }
        catch (DurabilityException gone) when (gone is FileSystemException { Error: FileSystemError.NotFound } or UnsafeFileException)
        {
            return null;
        }
    }

    /// <summary>Its bytes.</summary>
    internal byte[] Encode() => Encoding.UTF8.GetBytes(string.Create(
        CultureInfo.InvariantCulture,
        $"{Heading}\n{Inode}\n{Owner.Pid}\n{Owner.StartTime}\n{Owner.BootId}\n{Owner.PidNamespace}\n{HostName}\n"));

    /// <summary>
    /// Whether the process that made it has ended, as far as this machine can tell: the process table knows of this boot, and a later boot of
    /// the same machine has ended all.
    /// </summary>
    internal bool IsOwnerGone(IProcessTable processes) =>
        Owner.IsProvablyGone(processes) || (HostName == processes.HostName && Owner.BootId != processes.Now.BootId);

    /// <summary>Whether that process certainly runs, and is not the calling one.</summary>
    internal bool IsOwnerAlive(IProcessTable processes) =>
        Owner.BootId == processes.Now.BootId
        && Owner.PidNamespace == processes.PidNamespace
        && Owner.Pid != processes.OwnPid
        && processes.StartTimeOf(Owner.Pid) == Owner.StartTime;

    private static IndexLockNote? Parse(string text)
    {
        string[] lines = text.Split('\n');
        return lines.Length > LineCount - 1
            && lines[0] == Heading
            && ulong.TryParse(lines[1], CultureInfo.InvariantCulture, out ulong inode)
            && int.TryParse(lines[2], CultureInfo.InvariantCulture, out int pid)
            && long.TryParse(lines[3], CultureInfo.InvariantCulture, out long started)
                ? new IndexLockNote(inode, new ProcessIdentity(pid, started, lines[4], lines[5]), lines[6])
                : null;
    }
}
