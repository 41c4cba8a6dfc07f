using System.CommandLine;
using System.Globalization;
using Daybook.Cli.Options;
using Daybook.Cli.Output;
using Daybook.Embedded;
using Daybook.Runs;

namespace Daybook.Cli.Commands.Runs;

/// <summary><c>daybook run finish</c></summary>
internal sealed class FinishCommand : DaybookCommand
{
    private static readonly string[] Statuses = ["completed", "failed"];

    private readonly Argument<string> id = RunOptions.Id();
    private readonly Option<string> status = new("--status") { Description = "completed or failed", HelpName = "word", Required = true };
    private readonly Option<string?> error = FieldOption.Text("--error", "text", "Why it failed, in a few words");

    private readonly Option<int?> exitCode = new("--exit-code")
    {
        Description = "The exit code (default: 0 for completed, -1, not known, for failed)",
        HelpName = "n",
        CustomParser = static result => result.ReadText(
            static text => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number) ? number : (int?)null,
            "is not a whole number"),
    };

    /// <summary>Builds the command.</summary>
    public FinishCommand(CommandFrame frame)
        : base(
            frame,
            "finish",
            "Records the end of a run. The first end stands; repeating it is no error, another one is.",
            "daybook run finish 20261101-1200 --status completed",
            "daybook run finish 20261101-1200 --status failed --exit-code 3 --error \"no quota left\"")
    {
        Add(id);
        Add(status);
        Add(exitCode);
        Add(error);
        status.CompletionSources.Add(Statuses);
    }

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(CommandCall call, CancellationToken cancellationToken)
    {
        var finish = new RunFinish
        {
            Status = RunOptions.ReadStatus(call.Parsed.GetRequiredValue(status), Statuses),
            ExitCode = call.Value(exitCode),
            ErrorSummary = call.Value(error),
        };
        RunRules.Validate(finish);
        await using EmbeddedStore store = await call.Stores.OpenToChangeAsync(cancellationToken);
        RunRecord finished = await store.Runs.FinishAsync(call.Parsed.GetRequiredValue(id), finish, cancellationToken);
        RunView view = await store.Runs.GetAsync(finished.RunId, cancellationToken);
        RunOptions.Answer(call.Console, view, text => text.WriteLine(new Piece("Finished", Tone.Good), " ", view.Run.RunId));
        return 0;
    }
}
