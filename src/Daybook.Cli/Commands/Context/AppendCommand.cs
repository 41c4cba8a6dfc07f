using System.CommandLine;
using System.Text.Json;
using Daybook.Cli.Options;
using Daybook.Embedded;
using Daybook.Tasks;

namespace Daybook.Cli.Commands.Context;

/// <summary><c>daybook context append</c></summary>
internal sealed class AppendCommand : DaybookCommand
{
    private readonly Argument<string> key = ContextArguments.Key();
    private readonly Argument<string> value = ContextArguments.Value();

    /// <summary>Builds the command.</summary>
    public AppendCommand(CommandFrame frame)
        : base(
            frame,
            "append",
            "Adds to a list, which is made where there is none.",
            "daybook context append key_decisions \"Files are the truth\"",
            "daybook context append learned_patterns \"Retries hide leaks\"")
    {
        Add(key);
        Add(value);
    }

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(CommandCall call, CancellationToken cancellationToken)
    {
        string name = call.Parsed.GetRequiredValue(key);
        JsonElement given = JsonText.OfValue(call.Parsed.GetRequiredValue(value));
        ContextRules.ValidateItem(name, given);
        await using EmbeddedStore store = await call.Stores.OpenToWriteAsync(call.Note, cancellationToken);
        new ContextAnswer(name, await store.Context.AppendAsync(name, given, cancellationToken)).Print(call.Console);
        return 0;
    }
}
