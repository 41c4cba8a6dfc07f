using System.Text.Json;
using Xunit;

namespace Daybook.Proof.Processes;

/// <summary>What a command left behind.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">Its lines on stdout that nobody had read yet.</param>
/// <param name="Words">All of its stderr.</param>
internal sealed record DaybookAnswer(int ExitCode, IReadOnlyList<string> Output, string Words)
{
    /// <summary>The exit codes of DESIGN.md that a command may end with when the disk, a lock or a file refuses.</summary>
    private static readonly int[] RefusalCodes = [5, 6, 7];

    /// <summary>stdout as one JSON value.</summary>
    public JsonElement Json => JsonElement.Parse(string.Join('\n', Output));

    /// <summary>Checks that the command did what it was asked to.</summary>
    public DaybookAnswer MustSucceed()
    {
        Assert.True(ExitCode == 0, $"exit code {ExitCode}: {Words}");
        return this;
    }

    /// <summary>Checks that the command was refused with this code, and said so in one clear error.</summary>
    public DaybookAnswer MustBeRefused(int exitCode)
    {
        Assert.True(ExitCode == exitCode, $"exit code {ExitCode} in place of {exitCode}: {Words}");
        MustBeClear();
        return this;
    }

    /// <summary>Checks that the command either did what it was asked to, or was refused clearly.</summary>
    public DaybookAnswer MustSucceedOrBeRefused()
    {
        if (ExitCode != 0)
        {
            Assert.True(RefusalCodes.Contains(ExitCode), $"exit code {ExitCode}: {Words}");
            MustBeClear();
        }

        return this;
    }

    private void MustBeClear()
    {
        string[] lines = Words.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.True(lines.Count(line => line.StartsWith("error: ", StringComparison.Ordinal)) == 1, "not one error line: " + Words);
        Assert.DoesNotContain("   at ", Words, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", Words, StringComparison.Ordinal);
    }
}
