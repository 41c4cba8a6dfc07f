using System.CommandLine;
using System.CommandLine.Parsing;
using Daybook.Cli.Commands.Runs;
using Daybook.Errors;

namespace Daybook.Cli.Commands;

/// <summary>
/// Arguments that are not UTF-8. The strings that the runtime makes of them say something else, which a command would store, or take for the name of
/// a file.
/// </summary>
internal static class ForeignBytes
{
    /// <summary>The error of a command line that has one; null where none has.</summary>
    public static InvalidInputException? FaultOf(Surroundings surroundings, ParseResult parsed, IReadOnlyList<string> arguments)
    {
        if (surroundings.FindAltered(arguments) is not { } index || index >= arguments.Count - PassedOn(parsed, arguments))
        {
            return null;
        }

        return new InvalidInputException($"'{arguments[index]}' is not valid UTF-8") { Hint = "only text in UTF-8 is kept as it is; convert it first, as iconv does" };
    }

    /// <summary>How many arguments at the end are a program's, which has them as bytes.</summary>
    private static int PassedOn(ParseResult parsed, IReadOnlyList<string> arguments)
    {
        if (parsed.CommandResult.Command is not ExecCommand)
        {
            return 0;
        }

        string[] words = [.. parsed.CommandResult.Children.OfType<ArgumentResult>().SelectMany(static argument => argument.Tokens).Select(static token => token.Value)];
        return arguments.TakeLast(words.Length).SequenceEqual(words, StringComparer.Ordinal) ? words.Length : 0;
    }
}
