using System.CommandLine;
using System.CommandLine.Parsing;
using Daybook.Cli.Commands.Runs;

namespace Daybook.Cli.Commands;

/// <summary>
/// A misspelt option in the place of a value. The parser takes it for the value, and a command would store it or write a file of that name; whoever means
/// a value that begins so puts <c>--</c> before it.
/// </summary>
internal static class StrayOption
{
    private const string Prefix = "--";

    /// <summary>The first of a command line; null where there is none.</summary>
    public static string? Of(ParseResult parsed)
    {
        int meant = parsed.Tokens.SkipWhile(static token => token.Type != TokenType.DoubleDash).Skip(1).Count();
        IEnumerable<string> values = parsed.CommandResult.Children.OfType<ArgumentResult>()
            .SelectMany(static argument => argument.Tokens)
            .SkipLast(meant)
            .Select(static token => token.Value);
        return parsed.CommandResult.Command switch
        {
            // The line so far, whatever it holds.
            CompleteCommand => null,

            // The program; what follows it is its own command line.
            ExecCommand => values.Take(1).FirstOrDefault(static program => program.StartsWith('-')),
            _ => values.FirstOrDefault(IsLikeAnOption),
        };
    }

    /// <summary>A sentence that begins with an option is text.</summary>
    private static bool IsLikeAnOption(string value) =>
        value.Length > Prefix.Length && value.StartsWith(Prefix, StringComparison.Ordinal) && !value.AsSpan().ContainsAny(" \t\n");
}
