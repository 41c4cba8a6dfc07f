using System.Buffers.Binary;
using System.IO.Compression;
using Daybook.Durability.FileSystem;
using Daybook.Durability.Logs;

namespace Daybook.Embedded.Tasks;

/// <summary>
/// Lines in a gzip file that any program can unpack, made of many small members of whole lines each (RFC 1952). A field in each member's
/// header says how long it is, packed and unpacked, so that one line, or the last ones, can be read without the rest. What another program
/// packed has no such field, and is read as one member.
/// </summary>
internal sealed class PackedLines : IDisposable
{
    private const int HeadBytes = 10 + 2 + FieldBytes;
    private const int FieldBytes = 4 + 8;

    /// <summary>The longest member that is unpacked: a few times what one is cut at, since a line is never cut.</summary>
    private const int MemberBytesMaximum = 4 << 20;

    /// <summary>The longest member of another program that is unpacked: all of it is in memory at once.</summary>
    private const int ForeignBytesMaximum = 256 << 20;

    /// <summary>Nothing that is packed is longer unpacked than this many times its length (RFC 1951): what says so is damaged.</summary>
    private const int RatioMaximum = 1032;

    /// <summary>How any member begins whose lines are packed in the one way that there is.</summary>
    private const int MagicBytes = 3;

    private readonly IFile file;
    private readonly List<Member> members;
    private bool hasMetDamage;

    private PackedLines(IFile file, List<Member> members)
    {
        this.file = file;
        this.members = members;
    }

    /// <summary>How many bytes the lines have, unpacked.</summary>
    internal long Length => members.Count == 0 ? 0 : members[^1].Start + members[^1].Length;

    /// <summary>Whether the members follow each other from the file's first byte to its last; what is in them is another question.</summary>
    internal bool IsComplete => SoundBytes == file.Stat().Length;

    /// <summary>Whether lines are missing: what holds them cannot be unpacked, which shows when they are read, or cannot be found.</summary>
    internal bool IsDamaged => hasMetDamage || !IsComplete;

    /// <summary>Whether a line that was read lacks its newline: another program packed it so. It is read as any other.</summary>
    internal bool HasUnendedLine { get; private set; }

    private long SoundBytes => members.Count == 0 ? 0 : members[^1].Offset + members[^1].PackedLength;

    private static ReadOnlySpan<byte> Head => [0x1f, 0x8b, 8, 4, 0, 0, 0, 0, 0, 255, FieldBytes, 0, (byte)'D', (byte)'B', 8, 0];

    /// <summary>Opens a file of packed lines; null if there is none. What follows damage between two members is not read.</summary>
    internal static PackedLines? Open(IFileSystem fileSystem, string path) => Open(fileSystem, path, isSearching: false);

    /// <summary>Opens a damaged file to take out of it what can be: behind damage it goes on with the next bytes that look like a member.</summary>
    internal static PackedLines? Salvage(IFileSystem fileSystem, string path) => Open(fileSystem, path, isSearching: true);

    private static PackedLines? Open(IFileSystem fileSystem, string path, bool isSearching)
    {
        if (fileSystem.Stat(path) is null)
        {
            return null;
        }

        IFile file = fileSystem.Open(path, OpenMode.Read);
        try
        {
            return new PackedLines(file, ReadMembers(file, isSearching));
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Packs whole lines into one member.</summary>
    internal static byte[] Pack(ReadOnlySpan<byte> lines)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            gzip.Write(lines);
        }

        // What the library writes begins with ten bytes of header without a field of ours; the rest, sum included, stays as it is.
        ReadOnlySpan<byte> body = packed.GetBuffer().AsSpan(10, (int)packed.Length - 10);
        byte[] member = new byte[HeadBytes + body.Length];
        Head.CopyTo(member);
        BinaryPrimitives.WriteInt32LittleEndian(member.AsSpan(Head.Length), member.Length);
        BinaryPrimitives.WriteInt32LittleEndian(member.AsSpan(Head.Length + 4), lines.Length);
        body.CopyTo(member.AsSpan(HeadBytes));
        return member;
    }

    /// <summary>Shows the lines from an offset that is the start of one.</summary>
    internal void Forward(long from, HistoryReading.Visitor visit)
    {
        foreach (Member member in members.Where(member => member.Start + member.Length > from))
        {
            if (Unpack(member) is { } lines)
            {
                int at = (int)Math.Max(0, from - member.Start);
                while (at < lines.Length)
                {
                    int end = lines.AsSpan(at).IndexOf((byte)'\n');
                    end = end < 0 ? lines.Length : at + end;
                    if (end > at)
                    {
                        visit(lines.AsSpan(at, end - at), member.Start + at);
                    }

                    at = end + 1;
                }
            }
            else
            {
                hasMetDamage = true;
            }
        }
    }

    internal bool Backward(HistoryReading.Search search)
    {
        for (int index = members.Count - 1; index >= 0; index--)
        {
            if (Unpack(members[index]) is not { } lines)
            {
                hasMetDamage = true;
                continue;
            }

            int end = lines.Length;
            while (end > 0)
            {
                int start = lines.AsSpan(0, end - 1).LastIndexOf((byte)'\n') + 1;
                if (end - 1 > start && !search(lines.AsSpan(start, end - 1 - start), members[index].Start + start))
                {
                    return false;
                }

                end = start;
            }
        }

        return true;
    }

    /// <summary>The lines from the last one back, each with its offset among the unpacked ones. A member that cannot be unpacked is passed over.</summary>
    internal IEnumerable<(byte[] Line, long Offset)> ReadBackward()
    {
        for (int index = members.Count - 1; index >= 0; index--)
        {
            byte[]? unpacked = Unpack(members[index]);
            hasMetDamage |= unpacked is null;
            byte[] lines = unpacked ?? [];
            int end = lines.Length;
            while (end > 0)
            {
                int start = lines.AsSpan(0, end - 1).LastIndexOf((byte)'\n') + 1;
                if (end - 1 > start)
                {
                    yield return (lines[start..(end - 1)], members[index].Start + start);
                }

                end = start;
            }
        }
    }

    internal byte[]? ReadAt(long offset, int length)
    {
        Member member = members.Find(member => offset >= member.Start && offset < member.Start + member.Length);
        int at = (int)(offset - member.Start);
        return Unpack(member) is { } lines && at + length <= lines.Length ? lines[at..(at + length)] : null;
    }

    /// <summary>Copies the sound members to the start of another file; answers how many bytes they have.</summary>
    internal long CopyTo(IFile target)
    {
        byte[] buffer = new byte[256 << 10];
        long copied = 0;
        while (copied < SoundBytes)
        {
            int read = file.ReadFully(buffer.AsSpan(0, (int)Math.Min(buffer.Length, SoundBytes - copied)), copied);
            target.WriteFully(buffer.AsSpan(0, read), copied);
            copied += read;
        }

        return copied;
    }

    /// <summary>
    /// Whether the last line here is the last line of a plain file. Whoever packs a file adds all of its lines and then removes it, so one
    /// that still stands beside its own last line was packed by somebody who was killed in between.
    /// </summary>
    internal bool EndsWith(IFile plain)
    {
        byte[] own = [];
        Backward((line, _) =>
        {
            own = line.ToArray();
            return false;
        });
        using var reader = new BackwardLineReader(plain, plain.Stat().Length);
        return reader.Read(out LogLine last) && last.Bytes.Length > 0 && last.Bytes.SequenceEqual(own);
    }

    public void Dispose() => file.Dispose();

    private static List<Member> ReadMembers(IFile file, bool isSearching)
    {
        var members = new List<Member>();
        Span<byte> head = stackalloc byte[HeadBytes];
        long start = 0;
        long length = file.Stat().Length;
        for (long offset = 0; offset + HeadBytes <= length;)
        {
            file.ReadFully(head, offset);
            int packed = BinaryPrimitives.ReadInt32LittleEndian(head[Head.Length..]);
            int unpacked = BinaryPrimitives.ReadInt32LittleEndian(head[(Head.Length + 4)..]);
            bool isMember = head.StartsWith(Head)
                && packed is > HeadBytes and <= MemberBytesMaximum
                && unpacked is > 0 and <= MemberBytesMaximum
                && offset + packed <= length;
            if (!isMember && ForeignMember(file, head, offset, start, length) is { } foreign)
            {
                members.Add(foreign);
                offset += foreign.PackedLength;
                start += foreign.Length;
                continue;
            }

            if (!isMember)
            {
                if (isSearching && FindHead(file, offset + 1) is { } next)
                {
                    offset = next;
                    continue;
                }

                break;
            }

            members.Add(new Member(offset, packed, start, unpacked));
            offset += packed;
            start += unpacked;
        }

        return members;
    }

    /// <summary>
    /// A member without our field, as <c>gzip</c> leaves one: it reaches to the next of ours or to the end, and its last four bytes say how
    /// long it is unpacked. Whether that is so shows when it is unpacked.
    /// </summary>
    private static Member? ForeignMember(IFile file, ReadOnlySpan<byte> head, long offset, long start, long length)
    {
        if (head.StartsWith(Head) || !head.StartsWith(Head[..MagicBytes]))
        {
            return null;
        }

        long packed = (FindHead(file, offset + 1) ?? length) - offset;
        Span<byte> tail = stackalloc byte[4];
        file.ReadFully(tail, offset + packed - tail.Length);
        uint unpacked = BinaryPrimitives.ReadUInt32LittleEndian(tail);
        bool isBelievable = packed <= ForeignBytesMaximum && unpacked is > 0 and <= ForeignBytesMaximum && unpacked <= packed * RatioMaximum;
        return isBelievable ? new Member(offset, (int)packed, start, (int)unpacked) : null;
    }

    private static long? FindHead(IFile file, long from)
    {
        byte[] chunk = new byte[64 << 10];
        for (long offset = from; ; offset += chunk.Length - Head.Length)
        {
            int read = file.ReadFully(chunk, offset);
            int found = chunk.AsSpan(0, read).IndexOf(Head);
            if (found >= 0 || read < chunk.Length)
            {
                return found >= 0 ? offset + found : null;
            }
        }
    }

    /// <summary>The lines of a member, each with a newline; null where it is damaged.</summary>
    private byte[]? Unpack(Member member)
    {
        byte[]? lines = UnpackBytes(member);
        if (lines is not [.., not (byte)'\n'])
        {
            return lines;
        }

        HasUnendedLine = true;
        return [.. lines, (byte)'\n'];
    }

    private byte[]? UnpackBytes(Member member)
    {
        byte[] packed = new byte[member.PackedLength];
        if (member.PackedLength == 0 || file.ReadFully(packed, member.Offset) < packed.Length)
        {
            return null;
        }

        byte[] lines = new byte[member.Length];
        try
        {
            using var gzip = new GZipStream(new MemoryStream(packed), CompressionMode.Decompress);
            gzip.ReadExactly(lines);
            return gzip.ReadByte() < 0 ? lines : null;
        }
        catch (Exception damaged) when (damaged is InvalidDataException or EndOfStreamException)
        {
            return null;
        }
    }

    private readonly record struct Member(long Offset, int PackedLength, long Start, int Length);
}
