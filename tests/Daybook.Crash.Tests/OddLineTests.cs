using System.Text;
using System.Text.Json;
using Daybook.Proof.Processes;
using Daybook.Proof.Stores;
using Xunit;

namespace Daybook.Crash.Tests;

/// <summary>A file as other programs, editors and disks leave it: every oddity is reported, none is fatal, none hides a record.</summary>
public sealed class OddLineTests
{
    private const int LongBytes = 5 << 20;

    private static readonly string[] List = ["memory", "list", "--limit", "100", "--json"];
    private static readonly string[] Query = ["memory", "query", "--path", "src/a.cs", "--limit", "100", "--json"];

    /// <summary>What doctor calls each line; what is only of a foreign shape holds a record and is no finding.</summary>
    private static readonly (byte[] Line, string? Finding)[] Oddities =
    [
        ("""{"type":"note","timestamp":1700000000}"""u8.ToArray(), null),
        ("null"u8.ToArray(), "alien_line"),
        ("[1,2]"u8.ToArray(), "alien_line"),
        ("<<<<<<< HEAD"u8.ToArray(), "alien_line"),
        ([.. "{\"type\":\"note\",\"title\":\""u8, 0xC3, 0x28, .. "\"}"u8], "alien_line"),
        (Encoding.UTF8.GetBytes($$"""{"type":"note","title":"{{new string('x', LongBytes)}}"}"""), "long_line"),
        ("""{"id":"one","id":"two","type":"note"}"""u8.ToArray(), "alien_line"),
        ("{}"u8.ToArray(), null),
        ([], "blank_line"),
        (new byte[512], "alien_line"),
        ("{\"type\":\"note\"}\r"u8.ToArray(), "carriage_return"),
        ("""{"type":"note","crc32c":"00000000"}"""u8.ToArray(), "altered_line"),
        ("""{"type":"note","title":"torn before its en"""u8.ToArray(), "alien_line"),
    ];

    /// <summary>The first line bears a byte order mark, then odd lines and sound ones take turns.</summary>
    private static readonly long[] OddLines = [1, .. Enumerable.Range(1, Oddities.Length).Select(number => 2L * number)];

    [Fact]
    public async Task Reads_report_every_odd_line_and_return_every_record()
    {
        using var scratch = new ScratchStore();
        string[] sound = await WriteAsync(scratch);
        JsonElement listing = await MustListAsync(scratch.Program, sound, List);
        Assert.All(listing.GetProperty("problems").EnumerateArray(), MustBeClear);
        Assert.Equal(OddLines.Length, listing.GetProperty("problems").GetArrayLength());

        JsonElement found = await MustListAsync(scratch.Program, sound, Query);
        Assert.All(found.GetProperty("problems").EnumerateArray(), MustBeClear);
        Assert.Equal(OddLines, found.GetProperty("problems").EnumerateArray().Select(problem => problem.GetProperty("line").GetInt64()));

        JsonElement status = (await scratch.Program.RunAsync("status", "--json")).MustSucceed().Json;
        Assert.Equal(OddLines.Length, status.GetProperty("kinds").GetProperty("memory").GetProperty("problems").GetInt32());
    }

    [Fact]
    public async Task Doctor_names_each_and_mends_them_with_the_old_bytes_kept()
    {
        using var scratch = new ScratchStore();
        string[] sound = await WriteAsync(scratch);
        byte[] before = await File.ReadAllBytesAsync(scratch.Log, TestContext.Current.CancellationToken);
        DaybookAnswer examined = await scratch.Program.RunAsync("doctor", "memory", "--json");
        Assert.Equal(1, examined.ExitCode);
        (long Line, string Problem)[] findings =
        [
            .. examined.Json.GetProperty("items").EnumerateArray()
                .Select(finding => (finding.GetProperty("line").GetInt64(), finding.GetProperty("problem").GetString() ?? "")),
        ];
        (long, string)[] expected =
        [
            (1, "byte_order_mark"),
            .. Oddities.Index().Where(odd => odd.Item.Finding is not null).Select(odd => (2L * (odd.Index + 1), odd.Item.Finding ?? "")),
        ];
        Assert.Equal(expected, findings);
        Assert.Equal(before, await File.ReadAllBytesAsync(scratch.Log, TestContext.Current.CancellationToken));

        JsonElement mended = (await scratch.Program.RunAsync("doctor", "memory", "--fix", "--json")).MustSucceed().Json;
        Assert.All(mended.GetProperty("items").EnumerateArray(), finding => Assert.True(finding.GetProperty("fixed").GetBoolean()));
        string kept = Assert.Single(Directory.GetFiles(Path.Join(scratch.Folder, "quarantine")));
        Assert.Equal(before, await File.ReadAllBytesAsync(kept, TestContext.Current.CancellationToken));

        DaybookAnswer again = (await scratch.Program.RunAsync("doctor", "memory", "--json")).MustSucceed();
        Assert.Empty(again.Json.GetProperty("items").EnumerateArray());
        await MustListAsync(scratch.Program, sound, List);
    }

    /// <summary>Writes the file: a sound record of ours after each odd line, and one before all of them.</summary>
    private static async Task<string[]> WriteAsync(ScratchStore scratch)
    {
        List<string> sound = [await scratch.AddAsync("the first")];
        byte[] first = await File.ReadAllBytesAsync(scratch.Log, TestContext.Current.CancellationToken);
        await File.WriteAllBytesAsync(scratch.Log, [.. Encoding.UTF8.Preamble, .. first], TestContext.Current.CancellationToken);
        foreach ((byte[] line, _) in Oddities)
        {
            await File.AppendAllBytesAsync(scratch.Log, [.. line, (byte)'\n'], TestContext.Current.CancellationToken);
            sound.Add(await scratch.AddAsync("after it"));
        }

        return [.. sound];
    }

    private static void MustBeClear(JsonElement problem)
    {
        Assert.EndsWith("memory.jsonl", problem.GetProperty("path").GetString(), StringComparison.Ordinal);
        Assert.NotEqual("", problem.GetProperty("reason").GetString());
        Assert.True(problem.GetProperty("offset").GetInt64() >= 0);
    }

    private static async Task<JsonElement> MustListAsync(DaybookProgram program, string[] sound, string[] command)
    {
        JsonElement listing = (await program.RunAsync(command)).MustSucceed().Json;
        IEnumerable<JsonElement> named = listing.GetProperty("items").EnumerateArray().Where(record => record.TryGetProperty("id", out _));
        Assert.Equal(sound.Order(), named.Select(record => record.GetProperty("id").GetString()).Order());
        return listing;
    }
}
