using System.CommandLine;
using Daybook.Tasks;

namespace Daybook.Cli.Commands.Tasks;

/// <summary><c>daybook task reopen</c></summary>
internal sealed class ReopenCommand : ChangeCommand
{
    private readonly Option<string?> reason = TaskOptions.Reason();

    /// <summary>Builds the command.</summary>
    public ReopenCommand(CommandFrame frame)
        : base(
            frame,
            "reopen",
            "Reopened",
            "Takes a completed, failed or cancelled task up again: it is pending.",
            "daybook task reopen 3f2a --reason \"the test fails again\"")
    {
        Add(reason);
    }

    /// <inheritdoc/>
    protected override TaskChange Read(CommandCall call) => new TaskChange.Reopen(call.Value(reason));
}
