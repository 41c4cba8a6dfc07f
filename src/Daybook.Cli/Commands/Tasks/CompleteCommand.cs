using System.CommandLine;
using Daybook.Tasks;

namespace Daybook.Cli.Commands.Tasks;

/// <summary><c>daybook task complete</c></summary>
internal sealed class CompleteCommand : ChangeCommand
{
    private readonly Option<string?> reason = TaskOptions.Reason();

    /// <summary>Builds the command.</summary>
    public CompleteCommand(CommandFrame frame)
        : base(
            frame,
            "complete",
            "Completed",
            "Completes a task in progress. What waited for it alone becomes ready.",
            "daybook task complete 3f2a",
            "daybook task complete 3f2a --token 7 --reason \"merged as #42\"")
    {
        Add(reason);
    }

    /// <inheritdoc/>
    protected override TaskChange Read(CommandCall call) => new TaskChange.Complete(call.Value(reason));
}
