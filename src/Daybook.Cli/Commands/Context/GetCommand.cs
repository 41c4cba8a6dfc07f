using System.CommandLine;
using Daybook.Embedded;

namespace Daybook.Cli.Commands.Context;

/// <summary><c>daybook context get</c></summary>
internal sealed class GetCommand : DaybookCommand
{
    private readonly Argument<string> key = ContextArguments.Key();

    /// <summary>Builds the command.</summary>
    public GetCommand(CommandFrame frame)
        : base(frame, "get", "Prints a value; of a list one item a line.", "daybook context get key_decisions", "daybook context get project_type --json")
    {
        Add(key);
    }

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(CommandCall call, CancellationToken cancellationToken)
    {
        string name = call.Parsed.GetRequiredValue(key);
        await using EmbeddedStore store = await call.Stores.OpenToReadAsync(cancellationToken);
        new ContextAnswer(name, await store.Context.GetAsync(name, cancellationToken)).Print(call.Console);
        return 0;
    }
}
