using System.CommandLine;
using Daybook.Cli.Options;

namespace Daybook.Cli.Commands;

/// <summary>
/// The words of a command line as the parser is to see them. By itself it takes whatever follows an option for its value, also another option, and
/// overlooks the empty value of <c>--x=</c>; what follows would then be stored, and not done.
/// </summary>
/// <param name="Words">The words. An option without a value has an empty one here, so that the parser leaves the next option alone.</param>
/// <param name="Valueless">The first option without a value; null where there is none.</param>
internal sealed record SpelledLine(IReadOnlyList<string> Words, string? Valueless)
{
    private const string EndOfOptions = "--";

    /// <summary>What stands between an option and its value where both are one word.</summary>
    private static readonly char[] Separators = ['=', ':'];

    /// <summary>Reads the words in the same way as the parser: each one by the command that those before it name.</summary>
    /// <param name="root">The commands that the line can mean.</param>
    /// <param name="arguments">The line.</param>
    public static SpelledLine Of(Command root, IReadOnlyList<string> arguments)
    {
        Command command = root;
        var words = new List<string>(arguments.Count);
        string? valueless = null;
        int index = 0;
        while (index < arguments.Count && arguments[index] != EndOfOptions)
        {
            string word = arguments[index++];
            if (Find(command, word) is not { } option)
            {
                words.Add(word);
                command = command.Subcommands.FirstOrDefault(below => below.Name == word) ?? command;
            }
            else if (!TakesValue(option))
            {
                words.Add(word);
            }
            else if (word.IndexOfAny(Separators) is >= 0 and int end)
            {
                words.AddRange(end == word.Length - 1 ? [word[..end], ""] : [word]);
            }
            else if (index < arguments.Count && arguments[index] != EndOfOptions && Find(command, arguments[index]) is null)
            {
                words.AddRange([word, arguments[index++]]);
            }
            else
            {
                words.AddRange([word, ""]);
                valueless ??= word;
            }
        }

        words.AddRange(arguments.Skip(index));
        return new SpelledLine(words, valueless);
    }

    /// <summary>The option that a word names, with its value or without.</summary>
    private static Option? Find(Command command, string word)
    {
        if (!word.StartsWith('-'))
        {
            return null;
        }

        string name = word.IndexOfAny(Separators) is >= 0 and int end ? word[..end] : word;
        return command.KnownOptions().FirstOrDefault(option => option.Name == name || option.Aliases.Contains(name));
    }

    /// <summary>What only is or is not may be told which, but need not be.</summary>
    private static bool TakesValue(Option option) => option.Arity.MaximumNumberOfValues > 0 && option.ValueType != typeof(bool);
}
