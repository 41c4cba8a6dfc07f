using System.Globalization;
using Daybook.Durability.FileSystem;
using Daybook.Testing.Disk;

namespace Daybook.Proof.Recorded;

/// <summary>Finds every moment of a recording at which the power may fail, under two sets of rules.</summary>
internal static class CrashPlaces
{
    /// <summary>
    /// POSIX and no more: of what was not flushed anything may be there or not, in any order, torn anywhere.
    /// </summary>
    public static IEnumerable<CrashPlace> Unordered(Recording recording)
    {
        SimulatedFileSystem disk = recording.Start.AfterPowerLoss();
        string told = "";
        for (int number = 0; number <= recording.Changes.Count; number++)
        {
            bool isEnd = number == recording.Changes.Count;
            yield return Place(recording, disk.AfterKill(), told, isEnd, number, "unordered");
            if (!isEnd)
            {
                recording.Changes[number].Apply(disk);
                told += (recording.Changes[number] as DiskChange.Told)?.Text;
            }
        }
    }

    /// <summary>
    /// A journal as that of ext4: names come to the disk in the order in which they were changed, any flush takes all earlier ones along,
    /// and a file that replaces another by a rename is written out before. The bytes of files obey no order here either, which is
    /// more than ext4 allows.
    /// </summary>
    public static IEnumerable<CrashPlace> Ordered(Recording recording)
    {
        SimulatedFileSystem disk = recording.Start.AfterPowerLoss();
        var since = new List<SimulatedFileSystem>();
        string told = "";
        for (int number = 0; number <= recording.Changes.Count; number++)
        {
            SimulatedFileSystem now = disk.AfterKill();
            SyncNames(now, recording.Root);
            since.Add(now);
            bool isEnd = number == recording.Changes.Count;
            bool isTold = isEnd || (number > 0 && recording.Changes[number - 1] is DiskChange.Told);
            foreach (SimulatedFileSystem journaled in isTold ? since : [now])
            {
                yield return Place(recording, journaled, told, isEnd, number, "ordered");
            }

            if (!isEnd)
            {
                Apply(recording.Changes[number], disk, recording.Root);
                told += (recording.Changes[number] as DiskChange.Told)?.Text;
                if (recording.Changes[number].IsFlush)
                {
                    since.Clear();
                }
            }
        }
    }

    private static CrashPlace Place(Recording recording, SimulatedFileSystem disk, string told, bool isEnd, int number, string rules)
    {
        string all = string.Concat(recording.Changes.OfType<DiskChange.Told>().Select(static change => change.Text));
        bool isAcknowledged = isEnd || (!recording.Sound.Command.WarnsOnly && all.Length > 0 && told == all);
        string words = string.Create(
            CultureInfo.InvariantCulture,
            $"{recording.Sound.Command.Name}, {rules}, before call {number + 1} of {recording.Changes.Count}: {(isEnd ? "the end" : recording.Changes[number])}");
        return new CrashPlace(recording, disk, told, isAcknowledged, words);
    }

    private static void Apply(DiskChange change, SimulatedFileSystem disk, string root)
    {
        if (change is DiskChange.Rename rename && disk.Stat(rename.To) is { Kind: FileKind.Regular })
        {
            new DiskChange.Flush(rename.Path).Apply(disk);
        }

        change.Apply(disk);
        if (change.IsFlush)
        {
            SyncNames(disk, root);
        }
    }

    private static void SyncNames(SimulatedFileSystem disk, string directory)
    {
        disk.SyncDirectory(directory);
        foreach (string name in disk.List(directory))
        {
            string path = Path.Join(directory, name);
            if (disk.Stat(path) is { Kind: FileKind.Directory })
            {
                SyncNames(disk, path);
            }
        }
    }
}
