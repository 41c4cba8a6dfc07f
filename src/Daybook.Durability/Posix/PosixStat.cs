using System.Buffers.Binary;
using System.Runtime.InteropServices;
using Daybook.Durability.FileSystem;

namespace Daybook.Durability.Posix;

/// <summary>
/// Reads a file's description. Linux is asked through statx, whose layout is the same on every processor and which knows the
/// birth time; macOS through its 64-bit stat.
/// </summary>
internal static unsafe class PosixStat
{
    private const int CurrentDirectory = -100;
    private const int NoFollow = 0x100;
    private const int EmptyPath = 0x1000;
    private const uint BasicsAndBirth = 0xFFF;
    private const int BufferBytes = 256;
    private const long TicksPerSecond = 1_000_000_000;

    internal static FileStat? OfPath(string path)
    {
        byte* buffer = stackalloc byte[BufferBytes];
        int result = !OperatingSystem.IsMacOS() ? Libc.StatExtended(CurrentDirectory, path, NoFollow, BasicsAndBirth, buffer)
            : HasOldNames ? Libc.LinkStat64(path, buffer)
            : Libc.LinkStat(path, buffer);
        if (result == 0)
        {
            return Parse(new ReadOnlySpan<byte>(buffer, BufferBytes));
        }

        return Marshal.GetLastPInvokeError() == Errno.NotFound ? null : throw Errno.Last("stat", path);
    }

    internal static FileStat OfDescriptor(int descriptor, string path)
    {
        byte* buffer = stackalloc byte[BufferBytes];
        int result = !OperatingSystem.IsMacOS() ? Libc.StatExtended(descriptor, "", EmptyPath, BasicsAndBirth, buffer)
            : HasOldNames ? Libc.DescriptorStat64(descriptor, buffer)
            : Libc.DescriptorStat(descriptor, buffer);
        return result == 0 ? Parse(new ReadOnlySpan<byte>(buffer, BufferBytes)) : throw Errno.Last("fstat", path);
    }

    /// <summary>On Intel Macs the plain names are the 32-bit-inode calls of old.</summary>
    private static bool HasOldNames => RuntimeInformation.ProcessArchitecture == Architecture.X64;

    private static FileStat Parse(ReadOnlySpan<byte> raw) => OperatingSystem.IsMacOS() ? ParseApple(raw) : ParseLinux(raw);

    private static FileStat ParseLinux(ReadOnlySpan<byte> raw)
    {
        ushort mode = BinaryPrimitives.ReadUInt16LittleEndian(raw[28..]);
        return new FileStat(
            Kind(mode),
            Length: (long)Word(raw, 40),
            Device: ((ulong)Half(raw, 136) << 32) | Half(raw, 140),
            Inode: Word(raw, 32),
            Birth: Ticks(raw, 80),
            Permissions: (UnixFileMode)(mode & 0xFFF),
            User: Half(raw, 20),
            Group: Half(raw, 24),
            Links: Half(raw, 16),
            Modified: Time(raw, 112));
    }

    private static FileStat ParseApple(ReadOnlySpan<byte> raw)
    {
        ushort mode = BinaryPrimitives.ReadUInt16LittleEndian(raw[4..]);
        return new FileStat(
            Kind(mode),
            Length: (long)Word(raw, 96),
            Device: Half(raw, 0),
            Inode: Word(raw, 8),
            Birth: Ticks(raw, 80),
            Permissions: (UnixFileMode)(mode & 0xFFF),
            User: Half(raw, 16),
            Group: Half(raw, 20),
            Links: BinaryPrimitives.ReadUInt16LittleEndian(raw[6..]),
            Modified: Time(raw, 48));
    }

    private static ulong Word(ReadOnlySpan<byte> raw, int at) => BinaryPrimitives.ReadUInt64LittleEndian(raw[at..]);

    private static uint Half(ReadOnlySpan<byte> raw, int at) => BinaryPrimitives.ReadUInt32LittleEndian(raw[at..]);

    private static long Ticks(ReadOnlySpan<byte> raw, int at) => ((long)Word(raw, at) * TicksPerSecond) + Half(raw, at + 8);

    private static DateTimeOffset Time(ReadOnlySpan<byte> raw, int at) =>
        DateTimeOffset.UnixEpoch.AddSeconds((long)Word(raw, at)).AddTicks(Half(raw, at + 8) / 100);

    private static FileKind Kind(ushort mode) => (mode & 0xF000) switch
    {
        0x8000 => FileKind.Regular,
        0x4000 => FileKind.Directory,
        0xA000 => FileKind.SymbolicLink,
        0x1000 => FileKind.Fifo,
        _ => FileKind.Other,
    };
}
