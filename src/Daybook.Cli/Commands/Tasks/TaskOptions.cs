using System.CommandLine;
using Daybook.Cli.Options;
using Daybook.Errors;
using Daybook.Tasks;

namespace Daybook.Cli.Commands.Tasks;

/// <summary>Arguments and options that several commands about tasks have.</summary>
internal static class TaskOptions
{
    /// <summary>The task.</summary>
    public static Argument<string> Id() =>
        new("id") { Description = "The task's id, or a unique beginning of it of at least 4 characters" };

    /// <summary>The fencing token.</summary>
    public static Option<long?> Token() => new("--token")
    {
        Description = "The token that the claim answered; a live claim needs it for every write",
        HelpName = "n",
        CustomParser = NumberArgument.ReadLong,
    };

    /// <summary>Why.</summary>
    public static Option<string?> Reason() => FieldOption.Text("--reason", "text", "Why, for the history");

    /// <summary>The length of a lease.</summary>
    public static Option<TimeSpan?> Lease(string description) => new("--lease")
    {
        Description = $"{description}, 1s to 30d",
        HelpName = "duration",
        CustomParser = DurationArgument.Read,
    };

    /// <summary>How urgent it is.</summary>
    public static Option<int?> Priority(string description) => new("--priority")
    {
        Description = $"0, the most urgent, to {TaskRules.PriorityMax}{description}",
        HelpName = "n",
        CustomParser = NumberArgument.ReadInt,
    };

    /// <summary>Where it stands.</summary>
    public static Option<string[]> Statuses(params string[] words)
    {
        Option<string[]> option = FieldOption.Texts("--status", "word", $"Only tasks that are {string.Join(", ", words)}");
        option.CompletionSources.Add(words);
        return option;
    }

    /// <summary>The states that the words of <see cref="Statuses"/> mean.</summary>
    /// <exception cref="InvalidInputException">One is no state.</exception>
    public static IReadOnlyList<TaskState> ReadStatuses(string[] words) =>
    [
        .. words.Select(word => TaskStateName.Parse(word)
            ?? throw new InvalidInputException($"--status {word} is none of {string.Join(", ", TaskStateName.All)}")),
    ];
}
