using System.CommandLine;
using Daybook.Tasks;

namespace Daybook.Cli.Commands.Tasks;

/// <summary><c>daybook task release</c></summary>
internal sealed class ReleaseCommand : ChangeCommand
{
    private readonly Option<string?> reason = TaskOptions.Reason();

    /// <summary>Builds the command.</summary>
    public ReleaseCommand(CommandFrame frame)
        : base(
            frame,
            "release",
            "Released",
            "Gives a task in progress back: it is pending, to be done by anybody.",
            "daybook task release 3f2a",
            "daybook task release 3f2a --token 7")
    {
        Add(reason);
    }

    /// <inheritdoc/>
    protected override TaskChange Read(CommandCall call) => new TaskChange.Release(call.Value(reason));
}
