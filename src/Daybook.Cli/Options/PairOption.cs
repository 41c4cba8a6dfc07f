using System.Text.Json;
using Daybook.Errors;

namespace Daybook.Cli.Options;

/// <summary>Options that take <c>key=value</c>.</summary>
internal static class PairOption
{
    /// <summary>The pairs, in the order in which they were given.</summary>
    /// <param name="option">The option's name, for the message.</param>
    /// <param name="pairs">What was given.</param>
    /// <param name="read">What a value means.</param>
    /// <exception cref="InvalidInputException">One has no name, or one that another has.</exception>
    public static OrderedDictionary<string, JsonElement> Read(string option, string[] pairs, Func<string, JsonElement> read)
    {
        var members = new OrderedDictionary<string, JsonElement>(StringComparer.Ordinal);
        foreach (string pair in pairs)
        {
            int equals = pair.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0)
            {
                throw new InvalidInputException($"{option} {pair} is not of the form key=value");
            }

            if (!members.TryAdd(pair[..equals], read(pair[(equals + 1)..])))
            {
                throw new InvalidInputException($"{option} has the key '{pair[..equals]}' twice");
            }
        }

        return members;
    }
}
