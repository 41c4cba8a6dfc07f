using System.Text.RegularExpressions;

namespace Daybook.Tidy.Tests.Reading;

/// <summary>Tells the postfix <c>!</c>, which silences the compiler about null, from the prefix not and from <c>!=</c>.</summary>
internal static partial class NullForgiving
{
    private static readonly string[] WordsBeforeAnExpression =
        ["return", "when", "is", "not", "and", "or", "case", "in", "await", "else", "do", "throw", "yield", "switch"];

    /// <summary>The offsets of every null-forgiving operator in C# without text and comments.</summary>
    internal static IEnumerable<int> FindIn(string code)
    {
        for (int at = code.IndexOf('!', StringComparison.Ordinal); at >= 0; at = code.IndexOf('!', at + 1))
        {
            if (IsPostfix(code, at))
            {
                yield return at;
            }
        }
    }

    private static bool IsPostfix(string code, int at)
    {
        string before = code[..at].TrimEnd();
        string after = code[(at + 1)..].TrimStart();
        if (before.Length == 0 || after.StartsWith('=') && code[at + 1] == '=')
        {
            return false;
        }

        return before[^1] switch
        {
            // After a closing parenthesis an operand means a cast: `(bool)!done`.
            ')' => after.Length > 0 && !char.IsLetter(after[0]) && after[0] is not ('_' or '('),
            ']' or '}' or '"' => true,
            _ => LastWord().Match(before) is { Success: true } word && !WordsBeforeAnExpression.Contains(word.Value),
        };
    }

    [GeneratedRegex(@"\w+\z")]
    private static partial Regex LastWord();
}
