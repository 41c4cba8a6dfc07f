using System.CommandLine;

namespace Daybook.Cli.Options;

/// <summary>Options that take a text.</summary>
internal static class FieldOption
{
    /// <summary>An option that may be given once.</summary>
    public static Option<string?> Text(string name, string helpName, string description) =>
        new(name) { Description = description, HelpName = helpName };

    /// <summary>An option that may be given many times, with one value each time.</summary>
    public static Option<string[]> Texts(string name, string helpName, string description)
    {
        var option = new Option<string[]>(name)
        {
            Description = description + " (repeatable)",
            HelpName = helpName,
            Arity = ArgumentArity.ZeroOrMore,
            DefaultValueFactory = _ => [],
        };

        // An item of a list that says nothing comes from a variable that was not set; stored, it would stand there for good.
        option.Validators.Add(result =>
        {
            if (result.Tokens.Any(static token => string.IsNullOrWhiteSpace(token.Value)))
            {
                result.AddError($"{name} is blank");
            }
        });
        return option;
    }
}
