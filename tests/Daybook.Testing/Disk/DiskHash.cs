using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;
using Daybook.Durability.FileSystem;

namespace Daybook.Testing.Disk;

/// <summary>A 64-bit hash of what a disk holds, the same in every process, to tell distinct crash states apart.</summary>
internal static class DiskHash
{
    private const ulong Factor = 0x9E3779B97F4A7C15;

    /// <summary>Renames whose halves survive separately could nest a directory in itself; no honest tree is this deep.</summary>
    private const int DepthMaximum = 64;

    internal static ulong Of(ReadOnlySpan<byte> bytes)
    {
        ulong hash = Mix(Factor, (ulong)bytes.Length);
        while (bytes.Length >= sizeof(ulong))
        {
            hash = Mix(hash, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
            bytes = bytes[sizeof(ulong)..];
        }

        ulong rest = 0;
        foreach (byte last in bytes)
        {
            rest = (rest << 8) | last;
        }

        return Mix(hash, rest);
    }

    /// <summary>Names, bytes, kinds, permissions, and by the inode numbers which names share a file.</summary>
    internal static ulong Of(DiskNode[] nodes, int slot = 0, int depth = 0)
    {
        DiskNode node = nodes[slot];
        ulong hash = Mix(((ulong)node.Kind << 32) | (uint)node.Permissions, node.Number);
        if (node.Kind != FileKind.Directory)
        {
            return Mix(hash, node.Content.Hash);
        }

        EntryTable entries = node.Entries;
        for (int i = 0; i < entries.Count && depth < DepthMaximum; i++)
        {
            hash = Mix(hash, Of(MemoryMarshal.AsBytes(entries.Name(i).AsSpan())));
            hash = Mix(hash, Of(nodes, entries.Slot(i), depth + 1));
        }

        return Mix(hash, (ulong)entries.Count);
    }

    internal static ulong Mix(ulong hash, ulong value) => BitOperations.RotateLeft((hash ^ value) * Factor, 29) * Factor;
}
