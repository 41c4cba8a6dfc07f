using Daybook.Cli.Output;
using Daybook.Embedded;
using Daybook.Embedded.Memory;
using Daybook.Errors;

namespace Daybook.Cli.Commands.Doctor;

/// <summary>Examines memory, mends it when asked to, and tells what was found.</summary>
internal static class MemoryCheck
{
    /// <summary>Runs the check.</summary>
    /// <returns>0 when nothing is wrong or all was mended, else the exit code of a check that found something.</returns>
    public static async Task<int> RunAsync(CommandCall call, bool isFix, CancellationToken cancellationToken)
    {
        await using EmbeddedStore store = await call.Stores.OpenMemoryToReadAsync(cancellationToken);
        MemoryDoctor doctor = store.MemoryDoctor;
        IReadOnlyList<Finding> findings = await call.Console.PatientlyAsync(
            isFix ? "Mending memory" : "Checking memory",
            progress => isFix ? doctor.FixAsync(progress, cancellationToken) : doctor.ExamineAsync(progress, cancellationToken));
        Tell(call.Console, findings);
        int remaining = findings.Count(finding => !finding.Fixed);
        if (remaining == 0)
        {
            return 0;
        }

        call.Console.Flush();
        call.Console.WriteError(new ErrorReport(ErrorTable.Of(ErrorCode.CheckFailed).Name, $"{Wording.Count(remaining, "finding")} to see to")
        {
            Hint = isFix ? null : "daybook doctor memory --fix mends what can be mended",
        });
        return ErrorTable.Of(ErrorCode.CheckFailed).ExitCode;
    }

    private static void Tell(IConsole console, IReadOnlyList<Finding> findings)
    {
        if (console.Mode == OutputMode.Json)
        {
            console.WriteJson(new Listing<Finding>(findings, findings.Count, NextCursor: null, Problems: null), CliJson.Default.ListingFinding);
            return;
        }

        foreach (Finding finding in findings)
        {
            if (console.Mode == OutputMode.Quiet)
            {
                console.WriteId(finding.Problem);
            }
            else
            {
                TellInText(console.Text, finding);
            }
        }

        if (findings.Count == 0)
        {
            console.Words.WriteLine("Nothing is wrong.");
        }
    }

    private static void TellInText(ILineWriter text, Finding finding)
    {
        string place = finding.Line is { } line ? $"{finding.Path}:{line}" : finding.Path;
        Tone tone = finding.Fixed ? Tone.Good : finding.Severity == "error" ? Tone.Bad : Tone.Warning;
        text.WriteLine(new Piece(finding.Fixed ? "fixed" : finding.Severity, tone), "  ", new Piece(finding.Problem, Tone.Strong), "  ", place);
        text.WriteLine("    ", finding.Meaning);
        if (!finding.Fixed)
        {
            text.WriteLine(new Piece("    fix: ", Tone.Faint), finding.Fix);
        }
    }
}
