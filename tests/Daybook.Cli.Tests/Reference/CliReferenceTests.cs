using System.Text;
using Daybook.Cli.Commands;
using Daybook.Cli.Help;
using Daybook.Cli.Options;
using Daybook.Cli.Output;
using Xunit;

namespace Daybook.Cli.Tests.Reference;

/// <summary>docs/reference/cli.md is what the commands say about themselves. DAYBOOK_ACCEPT=1 writes it anew.</summary>
public sealed class CliReferenceTests
{
    [Fact]
    public void The_reference_is_what_the_commands_say()
    {
        using var cli = new CliRun();
        string path = Path.Combine(Checkout.Root, "docs", "reference", "cli.md");
        string actual = Reference(CommandTree.Of(cli));
        if (Environment.GetEnvironmentVariable("DAYBOOK_ACCEPT") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, actual);
        }

        Assert.Equal(File.ReadAllText(path), actual);
    }

    private static string Reference(IEnumerable<DaybookCommand> commands)
    {
        var text = new StringBuilder("# The command line\n\n");
        text.Append("Written by a test from the commands themselves (`DAYBOOK_ACCEPT=1 dotnet test tests/Daybook.Cli.Tests`); do not edit.\n");
        foreach (DaybookCommand command in commands)
        {
            using var help = new StringWriter { NewLine = "\n" };
            HelpText.Write(new PlainLineWriter(help), command);
            text.Append($"\n## {string.Join(' ', command.PathFromRoot())}\n\n```text\n{help}```\n");
        }

        return text.ToString();
    }
}
