using Daybook.Embedded;
using Daybook.Runs;

namespace Daybook.Cli.Commands.Runs;

/// <summary><c>daybook run reap</c></summary>
internal sealed class ReapCommand(CommandFrame frame) : DaybookCommand(
    frame,
    "reap",
    "Stores of every run whose process is gone that it was interrupted. What cannot be known from here is left alone.",
    "daybook run reap",
    "daybook run reap --json")
{
    /// <inheritdoc/>
    protected override async Task<int> RunAsync(CommandCall call, CancellationToken cancellationToken)
    {
        await using EmbeddedStore store = await call.Stores.OpenToChangeAsync(cancellationToken);
        var problems = new ProblemList();
        IReadOnlyList<RunView> reaped = await call.Console.PatientlyAsync("Reading runs", _ => store.Runs.ReapAsync(problems, cancellationToken));
        RunOptions.AnswerMany(call.Console, reaped, problems.Items, "reaped", "Every run that has ended says so.");
        return 0;
    }
}
