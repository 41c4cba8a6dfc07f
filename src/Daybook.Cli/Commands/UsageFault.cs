using System.CommandLine;
using Daybook.Cli.Options;
using Daybook.Errors;

namespace Daybook.Cli.Commands;

/// <summary>Says what is wrong with a command line, and what was probably meant.</summary>
internal static class UsageFault
{
    /// <summary>The error of a command line that cannot be parsed.</summary>
    public static InvalidInputException Of(ParseResult parsed)
    {
        Command command = parsed.CommandResult.Command;
        string path = string.Join(' ', command.PathFromRoot());
        string? stray = StrayOption.Of(parsed);
        if (stray is null && parsed.UnmatchedTokens.Count == 0)
        {
            string fault = parsed.Errors.Count > 0 ? parsed.Errors[0].Message : "the command line cannot be understood";
            return new InvalidInputException(fault) { Hint = $"{path} --help shows examples" };
        }

        string token = stray ?? parsed.UnmatchedTokens[0];
        string? meant = Typo.Nearest(token, Names(command, isOption: token.StartsWith('-')));
        return new InvalidInputException($"'{token}' is not known to '{path}'")
        {
            Hint = meant is not null ? $"did you mean {meant}?"
                : stray is not null ? $"{path} --help shows what there is; if it is a value, put -- before it"
                : $"{path} --help shows what there is",
        };
    }

    /// <summary>The error of a command line in which an option has no value.</summary>
    public static InvalidInputException OfValueless(ParseResult parsed, string option) => new($"{option} needs a value")
    {
        Hint = $"{string.Join(' ', parsed.CommandResult.Command.PathFromRoot())} --help shows examples; a value that is the name of an option follows as {option}=…",
    };

    private static IEnumerable<string> Names(Command command, bool isOption)
    {
        if (!isOption)
        {
            return command.Subcommands.Where(verb => !verb.Hidden).Select(verb => verb.Name);
        }

        return command.KnownOptions().Where(option => !option.Hidden).Select(option => option.Name);
    }
}
