using System.CommandLine.Parsing;

namespace Daybook.Cli.Options;

/// <summary>How the values of options are read, so that a wrong one is always refused in the same words.</summary>
internal static class ArgumentReading
{
    /// <summary>Reads the one text of an option; what <paramref name="parse"/> does not understand becomes a parse error.</summary>
    public static T? ReadText<T>(this ArgumentResult result, Func<string, T?> parse, string fault)
        where T : struct
    {
        if (result.Tokens.Count == 0)
        {
            return null;
        }

        string text = result.Tokens[0].Value;
        T? value = parse(text);
        if (value is null)
        {
            string option = result.Parent is OptionResult parent ? parent.Option.Name + " " : "";
            result.AddError($"{option}{text} {fault}");
        }

        return value;
    }
}
