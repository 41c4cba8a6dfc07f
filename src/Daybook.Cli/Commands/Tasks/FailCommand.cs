using System.CommandLine;
using Daybook.Tasks;

namespace Daybook.Cli.Commands.Tasks;

/// <summary><c>daybook task fail</c></summary>
internal sealed class FailCommand : ChangeCommand
{
    private readonly Option<string?> reason = TaskOptions.Reason();

    /// <summary>Builds the command.</summary>
    public FailCommand(CommandFrame frame)
        : base(
            frame,
            "fail",
            "Failed",
            "Ends a task in progress that could not be done. What depends on it stays blocked.",
            "daybook task fail 3f2a --reason \"the API is gone\"")
    {
        Add(reason);
    }

    /// <inheritdoc/>
    protected override TaskChange Read(CommandCall call) => new TaskChange.Fail(call.Value(reason));
}
