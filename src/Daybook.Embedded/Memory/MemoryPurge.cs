using System.Buffers;
using System.Text;
using Daybook.Durability.Logs;

namespace Daybook.Embedded.Memory;

/// <summary>
/// Overwrites every line of one record, wherever the store has it: live log, segments, quarantine. Lengths and offsets stay, so
/// writers and readers go on beside it. Doing it again finishes one that was interrupted, and flushes anew what was overwritten
/// already: its flush may have failed.
/// </summary>
/// <remarks>Runs under the lock of <see cref="MemoryLog.LockRewriting"/>, after the tombstone is durable.</remarks>
internal sealed class MemoryPurge(EmbeddedPorts ports, MemoryPlaces places, EmbeddedOptions options, string id)
{
    private readonly byte[] quoted = Encoding.UTF8.GetBytes($"\"{id}\"");
    private readonly List<string> remains = [];
    private readonly List<string> faults = [];

    /// <summary>Overwrites everything; returns in how many places.</summary>
    internal long Purge()
    {
        var compactor = new MemoryCompactor(ports, places, options);
        foreach (string leftover in compactor.Leftovers())
        {
            ports.FileSystem.Delete(leftover);
            ports.FileSystem.SyncDirectory(Path.GetDirectoryName(leftover) ?? places.Root);
        }

        var overwriter = new LineOverwriter(ports.FileSystem, ports.Clock, ports.Time);
        long count = overwriter.OverwriteLog(MemoryLog.Options(places, options), Mend);
        foreach (string path in OtherFiles())
        {
            count += path.EndsWith(SegmentEntry.GzipSuffix, StringComparison.Ordinal)
                ? PurgeCompressed(path)
                : overwriter.OverwriteFile(path, Mend, options.LockWait);
        }

        return count;
    }

    /// <summary>Where the bytes may be that no store can reach.</summary>
    internal IReadOnlyList<string> FindRemains()
    {
        if (GitLayout.Discover(ports.FileSystem, places.Directory) is { } git)
        {
            remains.Add(places.IsTracked
                ? $"git tracks {places.Log}: the record is still in the history of {git.WorkTree} and in every clone, from which a merge can bring its line back; it stays forgotten"
                : $"{places.Log} lies in the git work tree {git.WorkTree}; if it was ever committed there, the record is still in that history and in every clone");
        }

        remains.Add("backups, snapshots and copies of the store made earlier still hold the record");
        return remains;
    }

    private LineVerdict Mend(LogLine line, IBufferWriter<byte> replacement)
    {
        if (!IsMeant(line))
        {
            return LineVerdict.Keep;
        }

        PurgedLine.Write(id, line.Bytes.Length, replacement);
        return LineVerdict.Replace;
    }

    private bool IsMeant(LogLine line)
    {
        faults.Clear();
        ReadOnlySpan<byte> bytes = line.Bytes;
        if (line.IsTooLong || MemoryLine.IsBlank(bytes))
        {
            return false;
        }

        if (PurgedLine.Is(bytes))
        {
            return bytes.IndexOf(quoted) >= 0;
        }

        // A line that holds no record may be two that were glued, or what an interrupted purge left.
        return MemoryLine.Read(line, faults) is { } record ? record.Id == id : bytes.IndexOf(quoted) >= 0 || PurgedLine.IsHalf(bytes);
    }

    private int PurgeCompressed(string path)
    {
        try
        {
            return new SegmentCompression(ports, places).Rewrite(path, Mend);
        }
        catch (InvalidDataException)
        {
            remains.Add($"{path} is damaged and cannot be searched; if the record may be in it, delete it");
            return 0;
        }
    }

    private IEnumerable<string> OtherFiles()
    {
        foreach (string directory in new[] { places.ArchiveDirectory, places.QuarantineDirectory })
        {
            foreach (string name in ports.FileSystem.Stat(directory) is null ? [] : ports.FileSystem.List(directory))
            {
                // A segment whose compaction died is the live log, which was done with care for those who write it.
                string path = Path.Join(directory, name);
                bool isLive = ports.FileSystem.Stat(places.Log) is { } log && ports.FileSystem.Stat(path)?.IsSameFile(log) == true;
                if (name.StartsWith(SegmentEntry.Prefix, StringComparison.Ordinal) && !isLive)
                {
                    yield return path;
                }
            }
        }
    }
}
