using Daybook.Crash.Tests.Logs;
using Daybook.Proof.Processes;
using Daybook.Proof.Stores;
using Xunit;

namespace Daybook.Crash.Tests;

/// <summary>The last line ends anywhere, because the process or the machine that wrote it died; then somebody adds a record.</summary>
public sealed class TornTailTests
{
    [Fact]
    public async Task A_tail_torn_at_any_byte_takes_no_record_with_it()
    {
        using var scratch = new ScratchStore();
        (string[] acknowledged, byte[] whole, int lastLine) = await WriteThreeAsync(scratch);
        for (int length = lastLine; length < whole.Length; length++)
        {
            await File.WriteAllBytesAsync(scratch.Log, whole[..length], TestContext.Current.CancellationToken);
            string added = await scratch.AddAsync($"after a tail of {length - lastLine} bytes");
            MustHold(await scratch.ReadIdsAsync(), acknowledged, added);
            MustHold(LogLines.Read(scratch.Log).Ids, acknowledged, added);
        }
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(0.01)]
    [InlineData(0.5)]
    [InlineData(0.99)]
    public async Task The_program_adds_after_a_torn_tail(double share)
    {
        using var scratch = new ScratchStore();
        (string[] acknowledged, byte[] whole, int lastLine) = await WriteThreeAsync(scratch);
        int length = lastLine + (int)((whole.Length - lastLine) * share);
        await File.WriteAllBytesAsync(scratch.Log, whole[..length], TestContext.Current.CancellationToken);
        DaybookAnswer answer = await scratch.Program.RunAsync("memory", "add", "--type", "note", "--title", "after", "--quiet");
        MustHold(await scratch.ReadIdsAsync(), acknowledged, Assert.Single(answer.MustSucceed().Output));
    }

    /// <summary>Three records, of which the third stands for one whose write was cut short.</summary>
    private static async Task<(string[] Acknowledged, byte[] Whole, int LastLine)> WriteThreeAsync(ScratchStore scratch)
    {
        string[] acknowledged = [await scratch.AddAsync("one"), await scratch.AddAsync("two")];
        int lastLine = (int)new FileInfo(scratch.Log).Length;
        await scratch.AddAsync("three, \"torn\" at every byte, also within the letters \u00fc\u2028\U0001F980");
        return (acknowledged, await File.ReadAllBytesAsync(scratch.Log, TestContext.Current.CancellationToken), lastLine);
    }

    private static void MustHold(IReadOnlyList<string> ids, string[] acknowledged, string added)
    {
        Assert.Equal(acknowledged, ids.Take(acknowledged.Length));
        Assert.Equal(added, ids[^1]);

        // Between them only the torn record itself can stand, if nothing but its newline was missing.
        Assert.InRange(ids.Count, acknowledged.Length + 1, acknowledged.Length + 2);
    }
}
