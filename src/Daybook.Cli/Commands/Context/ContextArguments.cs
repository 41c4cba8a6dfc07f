using System.CommandLine;

namespace Daybook.Cli.Commands.Context;

/// <summary>Arguments that several commands about the context have.</summary>
internal static class ContextArguments
{
    /// <summary>The key.</summary>
    public static Argument<string> Key()
    {
        var key = new Argument<string>("key") { Description = "project_type, key_decisions, learned_patterns, or a word of yours" };
        key.CompletionSources.Add("project_type", "key_decisions", "learned_patterns");
        return key;
    }

    /// <summary>The value.</summary>
    public static Argument<string> Value() => new("value") { Description = "A text; a JSON list or object is kept as one" };
}
