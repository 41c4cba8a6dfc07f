using System.CommandLine.Parsing;

namespace Daybook.Cli.Options;

/// <summary>How the values of options are read, so that a wrong one is always refused in the same words.</summary>
internal static class ArgumentReading
{
    /// <summary>Reads the one text of an option; what <paramref name="parse"/> does not understand becomes a parse error.</summary>
    public static T? ReadText<T>(this ArgumentResult result, Func<string, T?> parse, string fault)
        where T : struct
    {
        T? value = result.Tokens.Count == 0 ? null : parse(result.Tokens[0].Value);
        return Judged(result, value is not null, fault) ? value : null;
    }

    /// <summary>As the other, for values that are objects.</summary>
    public static T? ReadText<T>(this ArgumentResult result, Func<string, T?> parse, string fault)
        where T : class
    {
        T? value = result.Tokens.Count == 0 ? null : parse(result.Tokens[0].Value);
        return Judged(result, value is not null, fault) ? value : null;
    }

    private static bool Judged(ArgumentResult result, bool isUnderstood, string fault)
    {
        if (!isUnderstood && result.Tokens.Count > 0)
        {
            string option = result.Parent is OptionResult parent ? parent.Option.Name + " " : "";
            result.AddError($"{option}{result.Tokens[0].Value} {fault}");
        }

        return isUnderstood;
    }
}
