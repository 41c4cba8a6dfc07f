using System.CommandLine;

namespace Daybook.Cli.Options;

/// <summary>Options that take a text.</summary>
internal static class FieldOption
{
    /// <summary>An option that may be given once.</summary>
    public static Option<string?> Text(string name, string helpName, string description) =>
        new(name) { Description = description, HelpName = helpName };

    /// <summary>An option that may be given many times, with one value each time.</summary>
    public static Option<string[]> Texts(string name, string helpName, string description) => new(name)
    {
        Description = description + " (repeatable)",
        HelpName = helpName,
        Arity = ArgumentArity.ZeroOrMore,
        DefaultValueFactory = _ => [],
    };
}
