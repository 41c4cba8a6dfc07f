using Daybook.Durability.FileSystem;
using Daybook.Testing.Disk;
using Xunit;

namespace Daybook.Durability.Tests.Disk;

public sealed class CrashStatesTests
{
    private readonly SimulatedFileSystem disk = new();

    public CrashStatesTests()
    {
        disk.PlantDirectory(Steps.Store);
    }

    [Fact]
    public void A_disk_with_everything_flushed_has_one_state()
    {
        disk.PlantFile(Steps.Log, "a");
        CrashStates states = new(disk);
        Assert.True(states.MoveNext());
        Assert.Equal(disk.Hash, states.Hash);
        Assert.False(states.MoveNext());
    }

    [Fact]
    public void An_unflushed_append_is_lost_kept_or_torn_at_any_byte_in_any_order()
    {
        disk.PlantFile(Steps.Log, "-");
        using IFile file = disk.Open(Steps.Log, OpenMode.Append);
        file.Put("abc");

        string[] expected =
        [
            "-", "-abc", "-\0\0\0",
            "-a", "-a\0\0", "-\0bc",
            "-ab", "-ab\0", "-\0\0c",
        ];
        Assert.Equal(expected.Order(StringComparer.Ordinal), Texts(Steps.Log));
    }

    [Fact]
    public void An_unflushed_overwrite_mixes_new_bytes_with_old_ones()
    {
        disk.PlantFile(Steps.Log, "xyz");
        using IFile file = disk.Open(Steps.Log, OpenMode.ReadWrite);
        file.Put("ab");
        Assert.Equal(["abz", "ayz", "xbz", "xyz"], Texts(Steps.Log));
    }

    [Fact]
    public void Any_subset_of_unflushed_writes_may_be_kept()
    {
        disk.PlantFile(Steps.Log, "");
        using IFile file = disk.Open(Steps.Log, OpenMode.Append);
        file.Put("a");
        file.Put("b");
        file.Put("c");
        Assert.Equal(["", "\0", "\0\0", "\0\0\0", "\0\0c", "\0b", "\0b\0", "\0bc", "a", "a\0", "a\0\0", "a\0c", "ab", "ab\0", "abc"], Texts(Steps.Log));
    }

    [Fact]
    public void A_truncation_and_the_write_after_it_are_kept_or_lost_each_for_itself()
    {
        disk.PlantFile(Steps.Log, "good/torn");
        using IFile file = disk.Open(Steps.Log, OpenMode.Append);
        file.Truncate(5);
        file.Put("N");
        Assert.Equal(["good/", "good/\0", "good/N", "good/Norn", "good/torn"], Texts(Steps.Log));
    }

    [Fact]
    public void What_was_flushed_is_in_every_state()
    {
        disk.Put(Steps.Log, "flushed\n");
        disk.SyncDirectory(Steps.Store);
        using IFile file = disk.Open(Steps.Log, OpenMode.Append);
        file.Put("not flushed\n");
        Assert.All(Texts(Steps.Log), text => Assert.StartsWith("flushed\n", text, StringComparison.Ordinal));
    }

    [Fact]
    public void A_rename_in_one_directory_leaves_the_old_target_or_the_new_never_none()
    {
        disk.PlantFile(Steps.Log, "old");
        disk.PlantFile("/store/new", "new");
        disk.Rename("/store/new", Steps.Log);
        Assert.Equal(["log=new", "log=old new=new"], Trees());
    }

    [Fact]
    public void An_exchange_leaves_both_names_as_they_were_or_both_traded()
    {
        disk.PlantFile(Steps.Log, "old");
        disk.PlantFile("/store/new", "new");
        disk.Exchange("/store/new", Steps.Log);
        Assert.Equal(["log=new new=old", "log=old new=new"], Trees());
    }

    [Fact]
    public void A_rename_without_a_flush_may_leave_an_empty_file_under_the_new_name()
    {
        disk.PlantFile(Steps.Log, "old");
        disk.Put("/store/new", "n", flush: false);
        disk.Rename("/store/new", Steps.Log);
        disk.SyncDirectory(Steps.Store);
        Assert.Equal(["log=", "log=\0", "log=n"], Trees());
    }

    [Fact]
    public void A_rename_across_directories_may_leave_both_names_or_none()
    {
        disk.PlantFile(Steps.Log, "a");
        disk.PlantDirectory("/store/archive");
        disk.Rename(Steps.Log, "/store/archive/log");
        Assert.Equal(["", "archive/log=a", "archive/log=a log=a", "log=a"], Trees());
    }

    [Fact]
    public void Creation_removal_and_link_are_kept_or_lost_each_for_itself()
    {
        disk.PlantFile("/store/a", "1");
        disk.Link("/store/a", "/store/b");
        disk.Delete("/store/a");
        Assert.Equal(["", "a=1", "a=1 b=1", "b=1"], Trees());
    }

    [Fact]
    public void Names_that_share_a_file_differ_from_names_of_equal_files()
    {
        disk.PlantFile("/store/a", "1");
        SimulatedFileSystem linked = disk.AfterPowerLoss();
        linked.Link("/store/a", "/store/b");
        linked.SyncAll();
        SimulatedFileSystem copied = disk.AfterPowerLoss();
        copied.PlantFile("/store/b", "1");
        Assert.NotEqual(linked.Hash, copied.Hash);
    }

    [Fact]
    public void A_state_is_a_disk_that_can_crash_again()
    {
        disk.PlantFile(Steps.Log, "");
        using IFile file = disk.Open(Steps.Log, OpenMode.Append);
        file.Put("ab");
        CrashStates states = new(disk);
        SortedSet<string> found = new(StringComparer.Ordinal);
        while (states.MoveNext())
        {
            SimulatedFileSystem survivor = states.Start();
            using IFile again = survivor.Open(Steps.Log, OpenMode.Append);
            again.Put("c");
            CrashStates second = new(survivor);
            while (second.MoveNext())
            {
                found.Add(second.Start().ReadText(Steps.Log));
            }
        }

        Assert.Superset(new HashSet<string> { "", "a", "ac", "ab", "abc", "\0bc", "\0\0\0", "c" }, found);
    }

    [Fact]
    public void More_combinations_than_wanted_are_sampled_the_same_for_the_same_seed()
    {
        for (int i = 0; i < 12; i++)
        {
            disk.Put($"/store/{i}", "some bytes", flush: false);
        }

        List<ulong> first = Sample(seed: 5);
        Assert.False(new CrashStates(disk, 300).IsComplete);
        Assert.InRange(first.Count, 200, 300);
        Assert.Equal(first, Sample(seed: 5));
        Assert.NotEqual(first, Sample(seed: 6));
    }

    [Fact]
    public void Many_writes_of_one_file_are_covered_by_prefixes_tears_and_mixtures()
    {
        disk.PlantFile(Steps.Log, "");
        using IFile file = disk.Open(Steps.Log, OpenMode.Append);
        for (int i = 0; i < 9; i++)
        {
            file.Put($"{i}\n");
        }

        SortedSet<string> texts = Texts(Steps.Log);
        Assert.Superset(new HashSet<string> { "", "0\n", "0\n1\n2", "0\n1\n2\n3\n4\n5\n6\n7\n8\n", "0\n1\0" + "2\n3\n4\n5\n6\n7\n8\n" }, texts);
        Assert.InRange(texts.Count, 100, 400);
    }

    [Fact]
    public void A_long_write_is_torn_near_its_ends_and_at_places_between()
    {
        disk.PlantFile(Steps.Log, "");
        using IFile file = disk.Open(Steps.Log, OpenMode.Append);
        file.Put(new string('x', 1 << 16));
        CrashStates states = new(disk);
        HashSet<long> lengths = [];
        while (states.MoveNext())
        {
            lengths.Add(states.Start().Stat(Steps.Log)!.Value.Length);
        }

        Assert.Superset(new HashSet<long> { 0, 1, 63, (1 << 16) - 63, (1 << 16) - 1, 1 << 16 }, lengths);
        Assert.InRange(lengths.Count, 300, 500);
    }

    [Fact]
    public void A_crash_at_a_call_stops_every_call_from_then_on()
    {
        disk.PlantFile(Steps.Log, "");
        foreach (CrashMoment moment in Enum.GetValues<CrashMoment>())
        {
            SimulatedFileSystem machine = disk.AfterPowerLoss();
            machine.CrashAt(2, moment);
            using IFile file = machine.Open(Steps.Log, OpenMode.Append);
            Assert.Throws<SimulatedCrashException>(() => file.Put("a"));
            Assert.Throws<SimulatedCrashException>(() => machine.Stat(Steps.Log));
            Assert.True(machine.Crashed);
            Assert.Equal(moment == CrashMoment.After ? "a" : "", machine.AfterKill().Text(Steps.Log));
        }
    }

    private SortedSet<string> Texts(string path)
    {
        SortedSet<string> texts = new(StringComparer.Ordinal);
        CrashStates states = new(disk);
        while (states.MoveNext())
        {
            Assert.True(texts.Add(states.Start().ReadText(path)), "a state came twice");
        }

        Assert.True(states.IsComplete);
        return texts;
    }

    private SortedSet<string> Trees()
    {
        SortedSet<string> trees = new(StringComparer.Ordinal);
        CrashStates states = new(disk);
        while (states.MoveNext())
        {
            trees.Add(string.Join(' ', Files(states.Start(), Steps.Store)).Replace("/store/", "", StringComparison.Ordinal));
        }

        return trees;
    }

    private static IEnumerable<string> Files(SimulatedFileSystem machine, string directory) => machine.List(directory)
        .Select(name => $"{directory}/{name}")
        .SelectMany(path => machine.Stat(path)!.Value.Kind == FileKind.Directory ? Files(machine, path) : [$"{path}={machine.ReadText(path)}"]);

    private List<ulong> Sample(int seed)
    {
        CrashStates states = new(disk, 300, seed);
        List<ulong> hashes = [];
        while (states.MoveNext())
        {
            hashes.Add(states.Hash);
        }

        return hashes;
    }
}
