using System.CommandLine;
using Daybook.Cli.Commands;
using Daybook.Cli.Options;
using Daybook.Cli.Output;

namespace Daybook.Cli.Help;

/// <summary>The help of a command: what it does, then examples, then the rest.</summary>
internal static class HelpText
{
    private const string Indent = "  ";
    private const int TermWidthMax = 32;
    private const int LineWidth = 110;

    /// <summary>Writes the help of a command.</summary>
    public static void Write(ILineWriter lines, DaybookCommand command)
    {
        lines.WriteLine(command.Description ?? "");
        foreach (HelpSection section in SectionsOf(command))
        {
            lines.WriteLine();
            lines.WriteLine(new Piece(section.Title, Tone.Strong));
            WriteRows(lines, section.Rows);
        }
    }

    /// <summary>All sections of a command's help, in their order.</summary>
    public static IEnumerable<HelpSection> SectionsOf(DaybookCommand command)
    {
        HelpSection[] sections =
        [
            new("Examples", [.. command.Examples.Select(example => new HelpRow(example))]),
            new("Usage", [new(UsageOf(command))]),
            new("Commands", [.. command.Subcommands.Where(verb => !verb.Hidden).Select(verb => new HelpRow(verb.Name, verb.Description ?? ""))]),
            new("Arguments", [.. command.Arguments.Select(argument => new HelpRow($"<{argument.Name}>", argument.Description ?? ""))]),
            new("Options", [.. RowsOf(command.Options.Where(option => !IsGeneral(command, option)))]),
            .. command.MoreHelp,
            new("Options of every command", [.. RowsOf(command.Ancestors().Prepend(command).Last().Options.Where(option => option.Recursive))]),
        ];
        return sections.Where(section => section.Rows.Count > 0);
    }

    private static bool IsGeneral(DaybookCommand command, Option option) => command is DaybookRoot && option.Recursive;

    private static string UsageOf(Command command)
    {
        IEnumerable<string> words = command.PathFromRoot();
        words = words.Concat(command.Arguments.Select(argument => argument.Arity.MinimumNumberOfValues == 0 ? $"[<{argument.Name}>]" : $"<{argument.Name}>"));
        return string.Join(' ', command.Subcommands.Count > 0 ? words.Append("<command>").Append("[options]") : words.Append("[options]"));
    }

    private static IEnumerable<HelpRow> RowsOf(IEnumerable<Option> options) =>
        options.Where(option => !option.Hidden).Select(option => new HelpRow(NameOf(option), option.Description ?? ""));

    private static string NameOf(Option option)
    {
        string names = string.Join(", ", option.Aliases.Append(option.Name));
        return option.HelpName is { } value ? $"{names} <{value}>" : names;
    }

    private static void WriteRows(ILineWriter lines, IReadOnlyList<HelpRow> rows)
    {
        int width = Math.Min(rows.Max(row => row.Meaning.Length > 0 ? row.Term.Length : 0), TermWidthMax);
        foreach (HelpRow row in rows)
        {
            string term = row.Term.PadRight(width);
            foreach (string part in Wrapped(row.Meaning, LineWidth - width))
            {
                lines.WriteLine(Indent, $"{term}{Indent}{part}".TrimEnd());
                term = new string(' ', width);
            }
        }
    }

    private static IEnumerable<string> Wrapped(string text, int width)
    {
        while (text.Length > width && text.LastIndexOf(' ', width) is > 0 and var end)
        {
            yield return text[..end];
            text = text[(end + 1)..];
        }

        yield return text;
    }
}
