using System.CommandLine;
using Daybook.Tasks;

namespace Daybook.Cli.Commands.Tasks;

/// <summary><c>daybook task start</c></summary>
internal sealed class StartCommand : ChangeCommand
{
    private readonly Option<string?> reason = TaskOptions.Reason();

    /// <summary>Builds the command.</summary>
    public StartCommand(CommandFrame frame)
        : base(
            frame,
            "start",
            "Started",
            "Begins to work on a task whose dependencies are completed. Its session holds it for 15 minutes after each of its writes.",
            "daybook task start 3f2a")
    {
        Add(reason);
    }

    /// <inheritdoc/>
    protected override TaskChange Read(CommandCall call) => new TaskChange.Start { Reason = call.Value(reason) };
}
