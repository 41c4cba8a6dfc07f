using System.CommandLine;
using Daybook.Cli.Options;
using Daybook.Cli.Output;
using Daybook.Embedded;
using Daybook.Links;
using Daybook.Tasks;

namespace Daybook.Cli.Commands.Tasks;

/// <summary><c>daybook task show</c></summary>
internal sealed class ShowCommand : DaybookCommand
{
    private readonly Argument<string> id = TaskOptions.Id();
    private readonly Option<DateTimeOffset?> at;

    /// <summary>Builds the command.</summary>
    public ShowCommand(CommandFrame frame)
        : base(
            frame,
            "show",
            "Shows everything about one task, open or finished, as it is or as it was.",
            "daybook task show 3f2a",
            "daybook task show 3f2a --at 2h --json")
    {
        at = TimeOption.Of(frame, "--at", "The task as it was at this time");
        Add(id);
        Add(at);
    }

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(CommandCall call, CancellationToken cancellationToken)
    {
        string given = call.Parsed.GetRequiredValue(id);
        await using EmbeddedStore store = await call.Stores.OpenToReadAsync(cancellationToken);
        if (call.Value(at) is { } moment)
        {
            // What refers to it does so today.
            var problems = new ProblemList();
            TaskRecord past = await call.Console.PatientlyAsync("Reading tasks", _ => store.Tasks.GetAsync(given, moment, problems, cancellationToken));
            TaskAnswer.Print(call.Console, past, TaskText.WriteAll);
            Pages.TellProblems(call.Console.Words, problems.Items, TaskRecord.KindName);
            return 0;
        }

        TaskRecord task = await call.Console.PatientlyAsync("Reading tasks", _ => store.Tasks.GetAsync(given, cancellationToken));
        await ShowAnswer.PrintAsync(
            call.Console,
            task.Id,
            writer => TaskJson.Write(writer, task.Outline()),
            text => TaskText.WriteAll(text, task),
            () => new ReferenceReading(store).ToTaskAsync(task.Id, cancellationToken));
        return 0;
    }
}
