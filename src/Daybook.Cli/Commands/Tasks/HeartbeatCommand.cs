using System.CommandLine;
using Daybook.Tasks;

namespace Daybook.Cli.Commands.Tasks;

/// <summary><c>daybook task heartbeat</c></summary>
internal sealed class HeartbeatCommand : ChangeCommand
{
    private readonly Option<TimeSpan?> lease = TaskOptions.Lease("How long the claim lasts from now on (default: as long as before)");

    /// <summary>Builds the command.</summary>
    public HeartbeatCommand(CommandFrame frame)
        : base(
            frame,
            "heartbeat",
            "Renewed",
            "Says that the holder of a claim lives: its lease begins anew.",
            "daybook task heartbeat 3f2a --token 7",
            "daybook task heartbeat 3f2a --token 7 --lease 1h")
    {
        Add(lease);
    }

    /// <inheritdoc/>
    protected override TaskChange Read(CommandCall call)
    {
        TimeSpan? length = call.Value(lease);
        TaskRules.ValidateLease(length ?? TaskLease.Default);
        return new TaskChange.Heartbeat(length);
    }
}
