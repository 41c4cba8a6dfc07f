using System.CommandLine;
using System.Text;
using Daybook.Cli.Options;
using Daybook.Cli.Output;
using Daybook.Drafts;
using Daybook.Embedded;
using Daybook.Errors;
using Daybook.Json;

namespace Daybook.Cli.Commands.Drafts;

/// <summary><c>daybook draft load</c></summary>
internal sealed class LoadCommand : DaybookCommand
{
    private readonly Argument<string> id = DraftOptions.Id();

    private readonly Option<int?> schemaVersion = new("--schema-version")
    {
        Description = "The newest version of a state's shape that you read: refuse a draft that a newer one saved",
        HelpName = "n",
        CustomParser = NumberArgument.ReadInt,
    };

    /// <summary>Builds the command.</summary>
    public LoadCommand(CommandFrame frame)
        : base(
            frame,
            "load",
            "Prints the state of a draft, byte for byte as it was saved.",
            "daybook draft load 0194f3a2 > state.json",
            "daybook draft load 0194f3a2 --schema-version 2 --json")
    {
        Add(id);
        Add(schemaVersion);
    }

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(CommandCall call, CancellationToken cancellationToken)
    {
        int? newest = call.Value(schemaVersion);
        if (newest < 1)
        {
            throw new InvalidInputException($"--schema-version is {newest}; versions are counted from 1");
        }

        await using EmbeddedStore store = await call.Stores.OpenToReadAsync(cancellationToken);
        Draft draft = await store.Drafts.LoadAsync(call.Parsed.GetRequiredValue(id), cancellationToken);
        if (newest is { } known)
        {
            new DraftSchema(known).CheckNotNewer(draft.SessionId, draft.StoredSchemaVersion, (await store.Drafts.GetStatusAsync(cancellationToken)).Path);
        }

        switch (call.Console.Mode)
        {
            case OutputMode.Json:
                call.Console.WriteJson(draft, RecordsJson.Default.Draft);
                break;
            case OutputMode.Quiet:
                call.Console.WriteId(draft.SessionId);
                break;
            default:
                Print(call, draft.StateJson);
                break;
        }

        return 0;
    }

    /// <summary>A program gets the bytes; a person gets lines that cannot change the terminal.</summary>
    private static void Print(CommandCall call, string state)
    {
        if (!call.Surroundings.IsOutputTerminal)
        {
            call.Console.WriteJsonBetween(Encoding.UTF8.GetBytes(state));
            return;
        }

        foreach (string line in state.TrimEnd().Split('\n'))
        {
            call.Console.Text.WriteLine(line.TrimEnd('\r'));
        }
    }
}
