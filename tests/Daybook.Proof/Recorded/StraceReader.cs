using System.Globalization;
using System.Text.RegularExpressions;

namespace Daybook.Proof.Recorded;

/// <summary>Reads what strace wrote, calls that others interrupted put together again, in the order in which they came to their end.</summary>
internal static partial class StraceReader
{
    private const string Unfinished = " <unfinished ...>";

    /// <summary>Reads a file.</summary>
    public static IReadOnlyList<SystemCall> Read(string path)
    {
        var begun = new Dictionary<string, string>(StringComparer.Ordinal);
        var calls = new List<SystemCall>();
        foreach (string line in File.ReadLines(path))
        {
            string thread = line[..line.IndexOf(' ', StringComparison.Ordinal)];
            string call = line[thread.Length..].TrimStart();
            if (call.EndsWith(Unfinished, StringComparison.Ordinal))
            {
                begun[thread] = call[..^Unfinished.Length];
                continue;
            }

            if (Resumed().Match(call) is { Success: true } resumed)
            {
                call = begun[thread] + call[resumed.Length..];
            }

            if (Whole().Match(call) is { Success: true } whole)
            {
                string result = whole.Groups["result"].Value;
                calls.Add(new SystemCall(
                    int.Parse(thread, CultureInfo.InvariantCulture),
                    whole.Groups["name"].Value,
                    Split(whole.Groups["arguments"].Value),
                    result == "?" ? -1 : long.Parse(result, CultureInfo.InvariantCulture),
                    SystemCall.PathIn(whole.Groups["rest"].Value)));
            }
        }

        return calls;
    }

    /// <summary>Splits at the commas that stand in no brackets and in no string; hexadecimal strings hold none of these signs.</summary>
    private static List<string> Split(string arguments)
    {
        var parts = new List<string>();
        int depth = 0;
        int start = 0;
        for (int at = 0; at < arguments.Length; at++)
        {
            depth += arguments[at] is '<' or '[' or '{' or '(' ? 1 : arguments[at] is '>' or ']' or '}' or ')' ? -1 : 0;
            if (arguments[at] == ',' && depth == 0)
            {
                parts.Add(arguments[start..at]);
                start = at + 2;
            }
        }

        parts.Add(arguments[Math.Min(start, arguments.Length)..]);
        return parts;
    }

    [GeneratedRegex(@"^<\.\.\. \w+ resumed>")]
    private static partial Regex Resumed();

    [GeneratedRegex(@"^(?<name>\w+)\((?<arguments>.*)\)\s+= (?<result>-?\d+|\?)(?<rest>.*)$", RegexOptions.Singleline)]
    private static partial Regex Whole();
}
