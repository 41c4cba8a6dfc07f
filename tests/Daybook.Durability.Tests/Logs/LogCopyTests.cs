using System.Buffers;
using Daybook.Durability.Logs;
using Daybook.Testing.Disk;
using Xunit;

namespace Daybook.Durability.Tests.Logs;

/// <summary>What a rewrite copies of lines that are too long to be loaded.</summary>
public sealed class LogCopyTests
{
    private readonly SimulatedFileSystem disk = new();

    public LogCopyTests() => disk.PlantDirectory(SimulatedLog.Root);

    [Fact]
    public void A_line_too_long_to_be_loaded_is_kept_to_the_byte()
    {
        string content = $"keep 1\n{new string('x', (2 << 20) + 7)}\nkeep 2\n";
        disk.PlantFile(SimulatedLog.Path, content);

        LogRewriterTests.Rewrite(disk, mender: static (_, _) => LineVerdict.Keep);

        Assert.Equal(content, disk.ReadText(SimulatedLog.Path));
    }

    [Theory]
    [InlineData(LineVerdict.Keep)]
    [InlineData(LineVerdict.Drop)]
    [InlineData(LineVerdict.Replace)]
    public void What_a_mender_wrote_counts_for_a_line_too_long_to_be_loaded_as_for_others(LineVerdict verdict)
    {
        string tooLong = new('x', LogLimits.LineBytesMaximum + 1);
        disk.PlantFile(SimulatedLog.Path, $"keep 1\n{tooLong}\nkeep 2\n");

        LogRewriterTests.Rewrite(disk, mender: (line, replacement) =>
        {
            replacement.Write("instead"u8);
            return line.IsTooLong ? verdict : LineVerdict.Keep;
        });

        string left = verdict switch
        {
            LineVerdict.Keep => tooLong + "\n",
            LineVerdict.Replace => "instead\n",
            _ => "",
        };
        Assert.Equal($"keep 1\n{left}keep 2\n", disk.ReadText(SimulatedLog.Path));
    }
}
