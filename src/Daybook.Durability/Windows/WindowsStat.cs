using System.Buffers.Binary;
using System.Runtime.Versioning;
using Daybook.Durability.FileSystem;
using Microsoft.Win32.SafeHandles;

namespace Daybook.Durability.Windows;

/// <summary>
/// Reads a file's description by its handle. The file index of NTFS holds a sequence number, so it is not reused when a file
/// goes and another comes; ReFS has longer numbers than the 64 bits read here.
/// </summary>
[SupportedOSPlatform("windows")]
internal static unsafe class WindowsStat
{
    private const int BufferBytes = 52;
    private const uint DiskFile = 1;
    private const uint Pipe = 3;
    private const uint DirectoryAttribute = 0x10;
    private const uint ReparsePointAttribute = 0x400;

    internal static FileStat OfHandle(SafeFileHandle file, string path)
    {
        // A device or pipe has no file information to ask for.
        uint type = Kernel32.GetFileType(file);
        if (type != DiskFile)
        {
            return default(FileStat) with { Kind = type == Pipe ? FileKind.Fifo : FileKind.Other };
        }

        byte* buffer = stackalloc byte[BufferBytes];
        return Kernel32.GetFileInformation(file, buffer)
            ? Parse(new ReadOnlySpan<byte>(buffer, BufferBytes))
            : throw WindowsError.Last("GetFileInformationByHandle", path);
    }

    /// <summary>BY_HANDLE_FILE_INFORMATION: 32-bit words, of longer numbers the high one first, of times the low one.</summary>
    private static FileStat Parse(ReadOnlySpan<byte> raw)
    {
        uint attributes = Word(raw, 0);
        FileKind kind = (attributes & ReparsePointAttribute) != 0 ? FileKind.SymbolicLink
            : (attributes & DirectoryAttribute) != 0 ? FileKind.Directory
            : FileKind.Regular;
        return new FileStat(
            kind,
            Length: (long)Long(high: Word(raw, 32), low: Word(raw, 36)),
            Device: Word(raw, 28),
            Inode: Long(high: Word(raw, 44), low: Word(raw, 48)),
            Birth: (long)Long(high: Word(raw, 8), low: Word(raw, 4)),
            Permissions: kind == FileKind.Directory ? FilePermissions.PrivateDirectory : FilePermissions.PrivateFile,
            User: 0,
            Group: 0,
            Links: Word(raw, 40),
            Modified: DateTimeOffset.FromFileTime((long)Long(high: Word(raw, 24), low: Word(raw, 20))).ToUniversalTime());
    }

    private static uint Word(ReadOnlySpan<byte> raw, int at) => BinaryPrimitives.ReadUInt32LittleEndian(raw[at..]);

    private static ulong Long(uint high, uint low) => ((ulong)high << 32) | low;
}
