using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using Daybook.Durability.FileSystem;

namespace Daybook.Durability.Posix;

/// <summary>What Linux and macOS tell about the boot, mounted file systems and held locks. All of it is for decisions at the edge and for messages.</summary>
internal static unsafe class PosixSystem
{
    private const int ReadBytesMaximum = 1 << 20;
    private const int FirstReadBytes = 4096;
    private const int StatBytes = 4096;

    internal static string ReadBootId() => OperatingSystem.IsMacOS()
        ? ReadControl("kern.bootsessionuuid")
        : ReadText("/proc/sys/kernel/random/boot_id").Trim();

    internal static string FileSystemType(string path)
    {
        byte* buffer = stackalloc byte[StatBytes];
        Describe(path, buffer);
        if (OperatingSystem.IsMacOS())
        {
            return Encoding.ASCII.GetString(new ReadOnlySpan<byte>(buffer + 72, 16)).TrimEnd('\0');
        }

        return BinaryPrimitives.ReadUInt32LittleEndian(new ReadOnlySpan<byte>(buffer, 4)) switch
        {
            0xEF53 => "ext4",
            0x58465342 => "xfs",
            0x9123683E => "btrfs",
            0x01021994 => "tmpfs",
            0x794C7630 => "overlayfs",
            0x2FC12FC1 => "zfs",
            0xF2F52010 => "f2fs",
            0x6969 => "nfs",
            0xFF534D42 or 0xFE534D42 or 0x517B => "cifs",
            0x01021997 => "9p",
            0x65735546 => "fuse",
            _ => "unknown",
        };
    }

    /// <summary>
    /// What is left to those who are not root (man 2 statfs). Both systems have the count of free blocks at 32 or 24 bytes into the answer; their
    /// size is told as <c>f_frsize</c>, or, where that is none, as <c>f_bsize</c>.
    /// </summary>
    internal static DiskSpace SpaceAt(string path)
    {
        byte* buffer = stackalloc byte[StatBytes];
        Describe(path, buffer);
        bool isMac = OperatingSystem.IsMacOS();
        ulong block = isMac ? *(uint*)buffer : *(ulong*)(buffer + 72) is var fragment and > 0 ? fragment : *(ulong*)(buffer + 8);
        ulong available = *(ulong*)(buffer + (isMac ? 24 : 32));
        ulong files = *(ulong*)(buffer + (isMac ? 32 : 40));
        ulong free = *(ulong*)(buffer + (isMac ? 40 : 48));
        ulong bytes = available > (ulong)long.MaxValue / Math.Max(block, 1) ? long.MaxValue : available * block;
        return new DiskSpace((long)bytes, files == 0 ? null : (long)Math.Min(free, long.MaxValue), (int)Math.Min(block, int.MaxValue));
    }

    /// <summary>
    /// Finds the holder of a flock, or of a writer's lock of the other kind, which databases take, in /proc/locks by the inode. A process of
    /// another pid namespace shows as 0 and is not named.
    /// </summary>
    internal static int? FindLockHolder(FileStat file)
    {
        if (OperatingSystem.IsMacOS())
        {
            return null;
        }

        string inode = file.Inode.ToString(CultureInfo.InvariantCulture);
        foreach (string line in ReadText("/proc/locks").Split('\n'))
        {
            // "1: FLOCK  ADVISORY  WRITE 4711 fe:00:131074 0 EOF"; a waiting one has "->" before FLOCK.
            string[] words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            bool holds = words.Length >= 6 && (words[1] == "FLOCK" || words is [_, "POSIX" or "OFDLCK", _, "WRITE", ..]) && words[5].EndsWith(":" + inode, StringComparison.Ordinal);
            if (holds && int.TryParse(words[4], CultureInfo.InvariantCulture, out int pid) && pid > 0)
            {
                return pid;
            }
        }

        return null;
    }

    /// <summary>Reads a small file of /proc; empty if it cannot be read, since such files only ever refine an answer.</summary>
    internal static string ReadText(string path, int bytesMaximum = ReadBytesMaximum)
    {
        // Most of them are far smaller than the largest, and a buffer for that costs more than the reading.
        byte[] buffer = new byte[Math.Min(FirstReadBytes, bytesMaximum)];
        int length = ReadInto(path, buffer);
        if (length == buffer.Length && length < bytesMaximum)
        {
            buffer = new byte[bytesMaximum];
            length = ReadInto(path, buffer);
        }

        return Encoding.UTF8.GetString(buffer, 0, length);
    }

    /// <summary>Reads the beginning of a file of /proc.</summary>
    /// <returns>How many bytes; 0 if it cannot be read.</returns>
    internal static int ReadInto(string path, Span<byte> buffer)
    {
        int descriptor = Libc.Open(path, OpenFlags.Careful, 0);
        if (descriptor < 0)
        {
            return 0;
        }

        try
        {
            int length = 0;
            fixed (byte* start = buffer)
            {
                nint read;
                while (length < buffer.Length && (read = Libc.Read(descriptor, start + length, buffer.Length - length, length)) > 0)
                {
                    length += (int)read;
                }
            }

            return length;
        }
        finally
        {
            _ = Libc.Close(descriptor);
        }
    }

    /// <summary>The numbers of the processes of this pid namespace, ascending. /proc is no file system of records, hence not behind the port.</summary>
    internal static IReadOnlyList<int> ListProcesses() =>
    [
        .. Directory.EnumerateDirectories("/proc")
            .Select(static path => int.TryParse(Path.GetFileName(path), NumberStyles.None, CultureInfo.InvariantCulture, out int pid) ? pid : 0)
            .Where(static pid => pid > 0)
            .Order(),
    ];

    /// <summary>Where a link leads, as it says itself; empty if it cannot be read.</summary>
    internal static string ReadLink(string path)
    {
        const int LengthMaximum = 4096;
        byte* buffer = stackalloc byte[LengthMaximum];
        nint length = Libc.ReadLink(path, buffer, LengthMaximum);
        return length > 0 ? Encoding.UTF8.GetString(buffer, (int)length) : "";
    }

    private static string ReadControl(string name)
    {
        byte* buffer = stackalloc byte[128];
        nint length = 128;
        return Libc.SystemControl(name, buffer, &length, 0, 0) == 0
            ? Encoding.ASCII.GetString(buffer, (int)length).TrimEnd('\0')
            : throw Errno.Last("sysctlbyname", name);
    }

    private static void Describe(string path, byte* buffer)
    {
        if (Libc.FileSystemStat(path, buffer) != 0)
        {
            throw Errno.Last("statfs", path);
        }
    }
}
