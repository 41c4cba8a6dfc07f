using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Daybook.Embedded.Backup;
using Daybook.Errors;
using Daybook.Memory;
using Daybook.Runs;
using Daybook.Testing;
using Xunit;

namespace Daybook.Embedded.Tests.Backup;

/// <summary>Archives that are not, to the last byte, what a backup wrote; and ones that somebody made to fit.</summary>
public sealed class DamagedArchiveTests : IDisposable
{
    private const int BlockBytes = 512;

    private readonly TempDirectory temp = new();
    private readonly ManualClock clock = new();

    private EmbeddedPorts Ports => TestStores.RealPorts(clock, new RandomIdSource());

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Archive => Path.Join(temp.Path, "backup.tar.gz");

    private string Store => Path.Join(temp.Path, "work", ".daybook");

    private string Other => Path.Join(temp.Path, "other", ".daybook");

    public void Dispose() => temp.Dispose();

    [Fact]
    public async Task Every_bit_behind_the_header_of_gzip_counts()
    {
        byte[] whole = await BackUpAsync();
        byte[] tar = Unpacked(whole);
        for (int at = 10; at < whole.Length; at += at > whole.Length - 12 ? 1 : 97)
        {
            byte[] damaged = [.. whole];
            damaged[at] ^= (byte)(1 << (at % 8));
            if (!IsUnpackedTo(tar, damaged))
            {
                await RefusedAsync(damaged);
            }
        }
    }

    [Fact]
    public async Task An_archive_that_was_cut_off_is_refused_wherever_that_was()
    {
        byte[] whole = await BackUpAsync();
        foreach (int missing in new[] { 1, 2, 3, 4, 5, 6, 7, 8, 9, 12, 100, whole.Length - 20, whole.Length - 1, whole.Length })
        {
            await RefusedAsync(whole[..^missing]);
        }
    }

    [Fact]
    public async Task An_archive_to_which_something_was_added_is_refused()
    {
        byte[] whole = await BackUpAsync();
        foreach (byte[] added in new byte[][] { [0], "\n"u8.ToArray(), [0x1f, 0x8b], new byte[BlockBytes], whole, Packed([0]), Packed(new byte[BlockBytes]) })
        {
            await RefusedAsync([.. whole, .. added]);
        }
    }

    [Fact]
    public async Task A_tar_that_is_not_whole_is_refused_however_well_it_is_packed()
    {
        byte[] tar = Unpacked(await BackUpAsync());
        int end = tar.AsSpan().LastIndexOfAnyExcept((byte)0) / BlockBytes * BlockBytes + BlockBytes;
        Assert.Equal(end + (2 * BlockBytes), tar.Length);
        byte[] sum = [.. tar];
        sum[150] ^= 1;
        byte[] user = [.. tar];
        user[110] ^= 1;
        byte[] between = [.. tar];
        between[tar.AsSpan(BlockBytes).IndexOf((byte)0) + BlockBytes] = (byte)'x';

        foreach (byte[] bad in new[] { sum, user, between, tar[..end], tar[..(end + BlockBytes)], tar[..^1], [.. tar, 1], [.. tar, .. tar], [.. tar[..(end + BlockBytes)], .. new byte[BlockBytes - 1], 1] })
        {
            await RefusedAsync(Packed(bad));
        }

        // As tar itself fills its last record.
        await RestoredAsync(Packed([.. tar, .. new byte[18 * BlockBytes]]));
        await RestoredAsync(Packed(tar));
    }

    [Theory]
    [InlineData("locks/evil")]
    [InlineData("quarantine/evil")]
    [InlineData(".git/config")]
    [InlineData("foo/bar")]
    [InlineData("index.db")]
    [InlineData("manifest.json")]
    [InlineData("elsewhere/evil")]
    [InlineData("elsewhere/locks/evil")]
    [InlineData("memory")]
    [InlineData("memory/memory.jsonl/x")]
    public async Task A_file_that_stands_where_no_backup_has_one_is_refused(string path)
    {
        await BackUpAsync();
        await RefusedAsync(With(path));
    }

    [Fact]
    public async Task Files_in_the_folders_of_kinds_come_back_with_names_of_any_length_and_letters()
    {
        string name = $"runs/web/t1/{new string('n', 120)}/{new string('é', 100)}.txt";
        await BackUpAsync();

        await RestoredAsync(With(name));
        await RestoredAsync(With("elsewhere/tasks/history/2026-01.jsonl"));

        await using EmbeddedStore store = await TestStores.OpenAsync(Ports, Store);
        await store.Runs.CreateAsync(new NewRun { ProjectId = "web", TaskId = "t1", AgentType = "codex" }, Cancellation);
        string output = Path.Join(Store, name.Replace('/', Path.DirectorySeparatorChar));
        Directory.CreateDirectory(Path.GetDirectoryName(output) ?? "");
        File.WriteAllText(output, "long");
        File.Delete(Archive);
        await store.BackUpAsync(Archive, Cancellation);
        await RestoredAsync(File.ReadAllBytes(Archive), () => Assert.Equal("long", File.ReadAllText(output.Replace(Store, Other, StringComparison.Ordinal))));
    }

    [Fact]
    public async Task A_kind_that_stands_elsewhere_in_the_store_comes_back()
    {
        await BackUpAsync();
        string file = Path.Join(Store, StoreFile.FileName);
        JsonNode settings = JsonNode.Parse(File.ReadAllText(file))!;
        settings["kinds"]!["memory"] = new JsonObject { ["path"] = "notes/./kept" };
        File.WriteAllText(file, settings.ToJsonString());
        Directory.CreateDirectory(Path.Join(Store, "notes"));
        Directory.Move(Path.Join(Store, "memory"), Path.Join(Store, "notes", "kept"));
        File.Delete(Archive);

        await RestoredAsync(await BackUpAsync(), () => Assert.True(File.Exists(Path.Join(Other, "notes", "kept", "memory.jsonl"))));
    }

    [Theory]
    [InlineData(300)]
    [InlineData(-100)]
    public async Task A_clock_that_is_wrong_by_centuries_keeps_nobody_from_a_backup(int years)
    {
        clock.Advance(TimeSpan.FromDays(365.25 * years));

        await RestoredAsync(await BackUpAsync());
    }

    private static byte[] Unpacked(byte[] packed)
    {
        using var gzip = new GZipStream(new MemoryStream(packed), CompressionMode.Decompress);
        var unpacked = new MemoryStream();
        gzip.CopyTo(unpacked);
        return unpacked.ToArray();
    }

    /// <summary>A bit that only fills up the last byte of what is packed says nothing.</summary>
    private static bool IsUnpackedTo(byte[] expected, byte[] packed)
    {
        try
        {
            return Unpacked(packed).AsSpan().SequenceEqual(expected);
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }

    private static byte[] Packed(byte[] bytes)
    {
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(bytes);
        }

        return packed.ToArray();
    }

    /// <summary>The backup with one more file, which its manifest names as it should.</summary>
    private byte[] With(string path)
    {
        byte[] content = Encoding.UTF8.GetBytes("gift");
        var made = new MemoryStream();
        using (var tar = new TarReader(new MemoryStream(Unpacked(File.ReadAllBytes(Archive)))))
        using (var changed = new TarWriter(made, leaveOpen: true))
        {
            JsonNode manifest = JsonNode.Parse(tar.GetNextEntry()?.DataStream ?? Stream.Null)!;
            manifest["files"]!.AsArray().Add((JsonNode)new JsonObject { ["path"] = path, ["length"] = content.Length, ["sha256"] = Convert.ToHexStringLower(SHA256.HashData(content)) });
            Write(changed, ArchiveManifest.FileName, Encoding.UTF8.GetBytes(manifest.ToJsonString()));
            while (tar.GetNextEntry(copyData: true) is { } entry)
            {
                changed.WriteEntry(entry);
            }

            Write(changed, path, content);
        }

        return Packed(made.ToArray());
    }

    private static void Write(TarWriter tar, string name, byte[] content) =>
        tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = new MemoryStream(content) });

    private async Task<byte[]> BackUpAsync()
    {
        if (!Directory.Exists(Store))
        {
            Directory.CreateDirectory(Path.Join(temp.Path, "work"));
            TestStores.Create(Ports, Path.Join(temp.Path, "work"));
        }

        await using EmbeddedStore store = await TestStores.OpenAsync(Ports, Store);
        await store.Memory.AddAsync(new MemoryRecord { Type = "note", Title = "kept" }, Cancellation);
        await store.BackUpAsync(Archive, Cancellation);
        return File.ReadAllBytes(Archive);
    }

    private async Task RefusedAsync(byte[] archive)
    {
        string path = Path.Join(temp.Path, "damaged.tar.gz");
        File.WriteAllBytes(path, archive);

        CorruptStoreException refused = await Assert.ThrowsAsync<CorruptStoreException>(() => RestoreAsync(path));

        Assert.Equal(path, refused.Path);
        Assert.False(Directory.Exists(Other));
    }

    private async Task RestoredAsync(byte[] archive, Action? look = null)
    {
        string path = Path.Join(temp.Path, "sound.tar.gz");
        File.WriteAllBytes(path, archive);

        await RestoreAsync(path);

        look?.Invoke();
        Directory.Delete(Other, recursive: true);
    }

    private Task<Daybook.Backup.StoreArchive> RestoreAsync(string archive) =>
        StoreRestorer.RestoreAsync(Ports, new RestoreOptions { Archive = archive, Store = Other }, Cancellation);
}
