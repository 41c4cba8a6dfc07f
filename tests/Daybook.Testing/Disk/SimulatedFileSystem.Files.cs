using System.Globalization;
using Daybook.Durability.FileSystem;

namespace Daybook.Testing.Disk;

/// <summary>The calls on an open file.</summary>
public sealed partial class SimulatedFileSystem
{
    internal FileStat Stat(SimulatedFile file)
    {
        lock (gate)
        {
            Enter(DiskCall.Stat, file);
            FileStat stat = StatOf(file.Node.Slot);
            Leave();
            return stat;
        }
    }

    internal int Read(SimulatedFile file, Span<byte> buffer, long offset)
    {
        lock (gate)
        {
            Fault? fault = Enter(DiskCall.Read, file, Range(offset, buffer.Length));
            int wanted = fault is null ? buffer.Length : Math.Min(fault.Bytes, buffer.Length);
            int read = file.Node.Content.Read(buffer[..wanted], offset);
            Leave();
            return read;
        }
    }

    internal int Write(SimulatedFile file, ReadOnlySpan<byte> bytes, long offset)
    {
        lock (gate)
        {
            CachedNode node = file.Node;
            long start = file.Mode is OpenMode.Append or OpenMode.AppendExisting ? node.Content.Length : offset;
            Fault? fault = Enter(DiskCall.Write, file, Range(start, bytes.Length));
            DemandWritable(file);
            int asked = bytes.Length;
            if (bytes is [(byte)'\n', .., (byte)'\n'] && !IsGiven(DiskCall.Write, file.Path))
            {
                bytes = bytes[1..];
            }

            int count = (int)Math.Min(fault?.Bytes ?? bytes.Length, RoomFor(node, start, bytes.Length));
            if (count < bytes.Length)
            {
                asked = count;
                Note(string.Create(CultureInfo.InvariantCulture, $" = {count}"));
                bytes = bytes[..count];
            }

            if (count > 0)
            {
                int before = node.Content.Length;
                node.Write(bytes, start);
                Grow(node.Content.Length - before);
                Touch(node);
            }

            Leave();
            return count == bytes.Length ? asked : count;
        }
    }

    internal void Truncate(SimulatedFile file, long length)
    {
        lock (gate)
        {
            CachedNode node = file.Node;
            Enter(DiskCall.Truncate, file, trace is null ? null : length.ToString(CultureInfo.InvariantCulture));
            DemandWritable(file);
            long growth = length - node.Content.Length;
            if (growth > FreeBytes)
            {
                throw Failure(FileSystemError.NoSpace);
            }

            node.Truncate(length);
            Grow(growth);
            Touch(node);
            Leave();
        }
    }

    internal void Flush(SimulatedFile file)
    {
        lock (gate)
        {
            Fault? fault = Enter(DiskCall.Flush, file);
            if (fault is null)
            {
                FlushNode(file.Node, file.Path);
                Leave();
                return;
            }

            long before = file.Node.Content.Length;
            if (fault.Kind == FaultKind.FlushReverts)
            {
                file.Node.Revert();
                Grow(file.Node.Content.Length - before);
            }
            else
            {
                file.Node.DropPages();
            }

            Touch(file.Node);
            throw Failure(fault.Error, fault.Number);
        }
    }

    internal void SetPermissions(SimulatedFile file, UnixFileMode permissions)
    {
        lock (gate)
        {
            Enter(DiskCall.SetPermissions, file);
            SetPermissions(file.Node, permissions);
            Leave();
        }
    }

    internal void SetOwner(SimulatedFile file, uint user, uint group)
    {
        lock (gate)
        {
            Enter(DiskCall.SetOwner, file);
            DemandChangeable();
            DiskNode node = file.Node.Durable;
            if (!IsPrivileged && (node.User != user || node.Group != group || user != User))
            {
                throw Failure(FileSystemError.Denied, 1);
            }

            file.Node.Durable = node with { User = user, Group = group };
            Changes++;
            Leave();
        }
    }

    internal void Close(SimulatedFile file)
    {
        lock (gate)
        {
            if (!file.IsClosed && !Crashed)
            {
                file.IsClosed = true;
                file.Node.Opened.Remove(file);
                Release(file.Node.Slot);
            }
        }
    }

    private Fault? Enter(DiskCall call, SimulatedFile file, string? argument = null)
    {
        Fault? fault = Enter(call, file.Path, argument);
        return file.IsClosed ? throw Failure(FileSystemError.Other, ErrorNumber.BadDescriptor) : fault;
    }

    private void DemandWritable(SimulatedFile file)
    {
        if (file.Mode == OpenMode.Read)
        {
            throw Failure(FileSystemError.Other, ErrorNumber.BadDescriptor);
        }

        DemandChangeable();
    }

    /// <summary>How many of the bytes the disk can take; none at all is an error.</summary>
    private long RoomFor(CachedNode node, long offset, int count)
    {
        if (FreeBytes is not { } free)
        {
            return count;
        }

        long overwritten = Math.Max(0, node.Content.Length - offset);
        long hole = Math.Max(0, offset - node.Content.Length);
        long room = overwritten + Math.Max(0, free - hole);
        return room > 0 || count == 0 ? room : throw Failure(FileSystemError.NoSpace);
    }

    private void FlushNode(CachedNode node, string path)
    {
        if (node.IsDirty)
        {
            DemandChangeable();
            if (!IsGiven(currentCall, path))
            {
                return;
            }

            node.Flush();
            Changes++;
        }
    }

    private void SetPermissions(CachedNode node, UnixFileMode permissions)
    {
        DemandChangeable();
        DemandOwned(node);
        node.Durable = node.Durable with { Permissions = permissions };
        Changes++;
    }

    private void Touch(CachedNode node)
    {
        node.Modified = Now;
        Changes++;
    }

    private string? Range(long offset, int count) =>
        trace is null ? null : string.Create(CultureInfo.InvariantCulture, $"{offset}+{count}");
}
