using System.CommandLine;
using Daybook.Cli.Stores;
using Daybook.Embedded;

namespace Daybook.Cli.Options;

/// <summary>What every command understands about its store.</summary>
internal sealed class StoreOptions
{
    private readonly Option<string?> store = new("--store")
    {
        Description = "The store's folder (default: DAYBOOK_STORE, else the nearest .daybook upward, else the repository's)",
        HelpName = "folder",
        Recursive = true,
    };

    private readonly Option<TimeSpan?> wait = new("--wait")
    {
        Description = "How long to wait for another process (default: 10s)",
        HelpName = "duration",
        CustomParser = DurationArgument.Read,
        Recursive = true,
    };

    /// <summary>Adds the options to the root, for all commands below it.</summary>
    public void AddTo(Command root)
    {
        root.Add(store);
        root.Add(wait);
    }

    /// <summary>The way to the store that a command line means.</summary>
    public StoreAccess Open(Surroundings surroundings, ParseResult parsed) => new(surroundings, parsed.GetValue(store))
    {
        LockWait = parsed.GetValue(wait) ?? EmbeddedOptions.DefaultLockWait,
        Purpose = string.Join(' ', parsed.CommandResult.Command.PathFromRoot()),
    };
}
