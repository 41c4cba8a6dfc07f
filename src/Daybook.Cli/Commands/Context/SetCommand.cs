using System.CommandLine;
using System.Text.Json;
using Daybook.Cli.Options;
using Daybook.Embedded;
using Daybook.Tasks;

namespace Daybook.Cli.Commands.Context;

/// <summary><c>daybook context set</c></summary>
internal sealed class SetCommand : DaybookCommand
{
    private readonly Argument<string> key = ContextArguments.Key();
    private readonly Argument<string> value = ContextArguments.Value();

    /// <summary>Builds the command.</summary>
    public SetCommand(CommandFrame frame)
        : base(
            frame,
            "set",
            "Sets a value. What it acknowledges survives a kill and a power loss.",
            "daybook context set project_type cli_tool",
            "daybook context set owners '[\"ann\",\"bob\"]'")
    {
        Add(key);
        Add(value);
    }

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(CommandCall call, CancellationToken cancellationToken)
    {
        string name = call.Parsed.GetRequiredValue(key);
        JsonElement given = JsonText.OfValue(call.Parsed.GetRequiredValue(value));
        ContextRules.Validate(name, given);
        await using EmbeddedStore store = await call.Stores.OpenToWriteAsync(call.Note, cancellationToken);
        await store.Context.SetAsync(name, given, cancellationToken);
        new ContextAnswer(name, given).Print(call.Console);
        return 0;
    }
}
