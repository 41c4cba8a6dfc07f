using System.Buffers.Binary;
using System.Text;
using Daybook.Durability.Errors;
using Daybook.Durability.FileSystem;
using Daybook.Durability.Integrity;
using Daybook.Durability.Locks;

namespace Daybook.Durability.Logs;

/// <summary>
/// What the processes that share a log tell each other: how far it is written (kept by the holder of the log's lock), how far
/// it is flushed (kept by the holder of this file's own lock), and who holds the log's lock. It is a view: deleted or damaged it
/// only costs a flush. It is never flushed itself, since after a power loss its boot is over.
/// </summary>
/// <remarks>
/// 256 bytes: two slots of 64 with a CRC32C each, then the holder's note. A slot that another process is just writing reads as
/// damaged, which is the same as absent.
/// </remarks>
internal sealed class Watermark : IDisposable
{
    internal const int SlotBytes = 64;
    private const int NoteBytes = 128;
    private const int TotalBytes = (2 * SlotBytes) + NoteBytes;
    private const int NoteHeaderBytes = 18;

    /// <summary>A label of this many characters fits the note in any script.</summary>
    internal const int LabelCharactersMaximum = (NoteBytes - NoteHeaderBytes) / 3;

    private readonly IFile file;
    private readonly byte[] buffer = new byte[TotalBytes];

    internal Watermark(IFileSystem fileSystem, string path)
    {
        file = fileSystem.Open(path, OpenMode.OpenOrCreate);
        Read();
    }

    /// <summary>How far the log is written, as the last holder of its lock left it.</summary>
    internal WrittenMark Written { get; private set; }

    /// <summary>How far the log is flushed, as the last flusher left it.</summary>
    internal FlushedMark Flushed { get; private set; }

    /// <summary>Whether a flush that is known to have succeeded covers the log up to this end.</summary>
    internal bool Covers(ulong identity, long end) =>
        Flushed.Identity == identity && Written.Identity == identity && Flushed.Generation == Written.Generation && Flushed.End >= end;

    /// <summary>Whether a flush was begun that nobody saw succeed: it is under way, it failed, or its process died.</summary>
    internal bool IsInDoubt(ulong identity) => Flushed.Identity == identity && Flushed.InDoubt;

    /// <summary>Takes the right to flush. Returns at once.</summary>
    internal bool TryLock() => file.TryLock(LockMode.Exclusive);

    /// <summary>Takes the right to flush once whoever is flushing has done so.</summary>
    internal bool TryLock(TimeSpan wait, IMonotonicClock clock) => LockWait.TryLock(file, LockMode.Exclusive, wait, clock);

    internal void Unlock() => file.Unlock();

    /// <summary>Reads both slots as they are now. What cannot be read counts as unknown.</summary>
    internal void Read()
    {
        try
        {
            buffer.AsSpan().Clear();
            _ = file.ReadFully(buffer, 0);
        }
        catch (FileSystemException)
        {
            buffer.AsSpan().Clear();
        }

        Written = WrittenMark.Decode(buffer.AsSpan(0, SlotBytes));
        Flushed = FlushedMark.Decode(buffer.AsSpan(SlotBytes, SlotBytes));
    }

    /// <summary>Only under the log's lock.</summary>
    internal void Write(WrittenMark mark)
    {
        Span<byte> slot = stackalloc byte[SlotBytes];
        mark.Encode(slot);
        file.WriteFully(slot, 0);
        Written = mark;
    }

    /// <summary>Only under this file's own lock.</summary>
    internal void Write(FlushedMark mark)
    {
        Span<byte> slot = stackalloc byte[SlotBytes];
        mark.Encode(slot);
        file.WriteFully(slot, SlotBytes);
        Flushed = mark;
    }

    /// <summary>Both slots in one call. Only under both locks.</summary>
    internal void Write(WrittenMark written, FlushedMark flushed)
    {
        Span<byte> slots = stackalloc byte[2 * SlotBytes];
        written.Encode(slots[..SlotBytes]);
        flushed.Encode(slots[SlotBytes..]);
        file.WriteFully(slots, 0);
        Written = written;
        Flushed = flushed;
    }

    /// <summary>
    /// Leaves the note by which others can name who holds the log's lock, unless it stands there already. That it cannot be
    /// left is no reason to refuse an append: it only refines a message.
    /// </summary>
    internal void NoteHolder(LockHolder holder)
    {
        if (DecodeHolder() is { } noted && noted.ProcessId == holder.ProcessId && noted.Label == holder.Label)
        {
            return;
        }

        try
        {
            WriteHolder(holder);
        }
        catch (FileSystemException)
        {
        }
    }

    /// <summary>The note of whoever took the log's lock last, if it can be read.</summary>
    internal LockHolder? ReadHolder()
    {
        Read();
        return DecodeHolder();
    }

    public void Dispose() => file.Dispose();

    private void WriteHolder(LockHolder holder)
    {
        Span<byte> note = stackalloc byte[NoteBytes];
        note.Clear();
        BinaryPrimitives.WriteInt32LittleEndian(note[4..], holder.ProcessId);
        BinaryPrimitives.WriteInt64LittleEndian(note[8..], holder.Since?.UtcTicks ?? 0);
        Encoding.UTF8.TryGetBytes(holder.Label, note[NoteHeaderBytes..], out int length);
        BinaryPrimitives.WriteInt16LittleEndian(note[16..], (short)length);
        BinaryPrimitives.WriteUInt32LittleEndian(note, Crc32C.Compute(note[4..]));
        file.WriteFully(note, 2 * SlotBytes);
    }

    private LockHolder? DecodeHolder()
    {
        ReadOnlySpan<byte> note = buffer.AsSpan(2 * SlotBytes, NoteBytes);
        if (BinaryPrimitives.ReadUInt32LittleEndian(note) != Crc32C.Compute(note[4..]) || note.IndexOfAnyExcept((byte)0) < 0)
        {
            return null;
        }

        long since = BinaryPrimitives.ReadInt64LittleEndian(note[8..]);
        int length = Math.Clamp(BinaryPrimitives.ReadInt16LittleEndian(note[16..]), (short)0, (short)(NoteBytes - NoteHeaderBytes));
        return new LockHolder(
            BinaryPrimitives.ReadInt32LittleEndian(note[4..]),
            Encoding.UTF8.GetString(note.Slice(NoteHeaderBytes, length)),
            since > 0 ? new DateTimeOffset(since, TimeSpan.Zero) : null);
    }
}
