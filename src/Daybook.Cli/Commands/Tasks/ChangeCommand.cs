using System.CommandLine;
using Daybook.Cli.Options;
using Daybook.Embedded;
using Daybook.Tasks;

namespace Daybook.Cli.Commands.Tasks;

/// <summary>A command that changes one task.</summary>
internal abstract class ChangeCommand : DaybookCommand
{
    private readonly string done;
    private readonly Argument<string> id = TaskOptions.Id();
    private readonly Option<long?> token = TaskOptions.Token();

    /// <summary>Names the command.</summary>
    /// <param name="frame">What all commands stand in.</param>
    /// <param name="name">The verb.</param>
    /// <param name="done">What is said when it is done: <c>Started</c>.</param>
    /// <param name="description">What it does, as a sentence.</param>
    /// <param name="examples">Whole command lines.</param>
    protected ChangeCommand(CommandFrame frame, string name, string done, string description, params string[] examples)
        : base(frame, name, description, examples)
    {
        this.done = done;
        Add(id);
        Add(token);
    }

    /// <summary>The change that a command line asks for.</summary>
    /// <exception cref="Daybook.Errors.InvalidInputException">No task may be changed so.</exception>
    protected abstract TaskChange Read(CommandCall call);

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(CommandCall call, CancellationToken cancellationToken)
    {
        TaskChange change = Read(call);
        await using EmbeddedStore store = await call.Stores.OpenToChangeAsync(cancellationToken);
        TaskRecord task = await store.Tasks.ChangeAsync(
            call.Parsed.GetRequiredValue(id), change, call.Surroundings.ActorWith(call.Value(token)), cancellationToken);
        TaskAnswer.PrintChanged(call.Console, task, done);
        return 0;
    }
}
