using System.CommandLine;
using Daybook.Tasks;

namespace Daybook.Cli.Commands.Tasks;

/// <summary><c>daybook task cancel</c></summary>
internal sealed class CancelCommand : ChangeCommand
{
    private readonly Option<string?> reason = TaskOptions.Reason();

    /// <summary>Builds the command.</summary>
    public CancelCommand(CommandFrame frame)
        : base(
            frame,
            "cancel",
            "Cancelled",
            "Ends a task that is not wanted any more.",
            "daybook task cancel 3f2a --reason \"done by 9c41\"")
    {
        Add(reason);
    }

    /// <inheritdoc/>
    protected override TaskChange Read(CommandCall call) => new TaskChange.Cancel(call.Value(reason));
}
