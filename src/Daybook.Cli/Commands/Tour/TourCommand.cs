using Daybook.Cli.Output;
using Daybook.Durability.FileSystem;
using Daybook.Errors;

namespace Daybook.Cli.Commands.Tour;

/// <summary><c>daybook tour</c></summary>
internal sealed class TourCommand : DaybookCommand
{
    private const string DoneMark = "  ok    ";
    private const string FailedMark = "  FAILED  ";

    /// <summary>Builds the command.</summary>
    public TourCommand(CommandFrame frame)
        : base(
            frame,
            "tour",
            "Proves in a scratch repository that what was acknowledged survives: a writer and an agent are killed, a line is torn, and everything is looked up.",
            "daybook tour",
            "daybook tour --json")
    {
        Add(new AgentCommand(frame));
    }

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(CommandCall call, CancellationToken cancellationToken)
    {
        string scratch = Path.Join(Path.GetFullPath(call.Surroundings.TempDirectory), $"daybook-tour-{call.Surroundings.Ports.Ids.NewId():n}");
        DirectoryTree.Create(call.Surroundings.Ports.FileSystem, scratch);
        bool isTold = call.Console.Mode == OutputMode.Text;
        if (isTold)
        {
            call.Console.Text.WriteLine("A tour of Daybook, with a real kill -9, in ", new Piece(scratch, Tone.Strong));
        }

        var steps = new List<TourStep>();
        await using (var tour = new GuidedTour(call.Surroundings, scratch))
        {
            foreach ((string name, Func<CancellationToken, Task<string>> step) in tour.Steps)
            {
                steps.Add(await TakeAsync(name, step, cancellationToken));
                if (isTold)
                {
                    Tell(call.Console.Text, steps[^1]);
                }

                if (!steps[^1].Passed)
                {
                    break;
                }
            }
        }

        return Conclude(call.Console, new TourAnswer(steps[^1].Passed, scratch, steps));
    }

    private static async Task<TourStep> TakeAsync(string name, Func<CancellationToken, Task<string>> step, CancellationToken cancellationToken)
    {
        try
        {
            return new TourStep(name, Passed: true, await step(cancellationToken));
        }
        catch (DaybookException failure)
        {
            return new TourStep(name, Passed: false, failure.Message);
        }
    }

    private static void Tell(ILineWriter text, TourStep step)
    {
        text.WriteLine(new Piece(step.Passed ? DoneMark : FailedMark, step.Passed ? Tone.Good : Tone.Bad), step.Step);
        foreach (string line in TerminalText.Lines(step.Detail))
        {
            text.WriteLine(new Piece($"        {line}", Tone.Faint));
        }
    }

    private static int Conclude(IConsole console, TourAnswer answer)
    {
        if (console.Mode == OutputMode.Json)
        {
            console.WriteJson(answer, CliJson.Default.TourAnswer);
        }
        else if (console.Mode == OutputMode.Quiet)
        {
            console.WriteId(answer.Directory);
        }
        else if (answer.Passed)
        {
            console.Text.WriteLine("All of it held. The files stay in ", new Piece(answer.Directory, Tone.Strong));
        }

        if (answer.Passed)
        {
            return 0;
        }

        console.Flush();
        console.WriteError(FailureReport.Of(new CheckFailedException($"{answer.Steps[^1].Step}: {answer.Steps[^1].Detail}")) with
        {
            Path = answer.Directory,
            Hint = $"the files are in {answer.Directory}",
        });
        return ErrorTable.Of(ErrorCode.CheckFailed).ExitCode;
    }
}
