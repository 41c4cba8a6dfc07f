using Daybook.Cli.Output;
using Daybook.Embedded;
using Daybook.Errors;
using Daybook.Json;

namespace Daybook.Cli.Commands.Doctor;

/// <summary>Tells what checks found.</summary>
internal static class CheckReport
{
    /// <summary>Tells it, and says on stderr what is left to see to.</summary>
    /// <returns>0 when nothing is wrong or all was mended, else the exit code of a check that found something.</returns>
    public static int Tell(IConsole console, IReadOnlyList<Finding> findings, bool isFix, string fixCommand)
    {
        Tell(console, findings);
        return Conclude(console, findings, isFix, fixCommand);
    }

    /// <summary>Says on stderr what is left to see to, once the findings are told.</summary>
    /// <returns>0 when nothing is wrong or all was mended, else the exit code of a check that found something.</returns>
    public static int Conclude(IConsole console, IReadOnlyList<Finding> findings, bool isFix, string fixCommand)
    {
        int remaining = findings.Count(static finding => finding.Remains);
        if (remaining == 0)
        {
            return 0;
        }

        console.Flush();
        console.WriteError(new ErrorReport(ErrorTable.Of(ErrorCode.CheckFailed).Name, $"{Wording.Count(remaining, "finding")} to see to")
        {
            Hint = isFix ? null : $"{fixCommand} mends what can be mended",
        });
        return ErrorTable.Of(ErrorCode.CheckFailed).ExitCode;
    }

    /// <summary>How many findings there are; null where there may be more of one sort than a look tells.</summary>
    public static int? TotalOf(IReadOnlyList<Finding> findings) =>
        findings.CountBy(static finding => (finding.Kind, finding.Problem)).All(static sort => sort.Value < ProblemList.ItemsMax) ? findings.Count : null;

    private static void Tell(IConsole console, IReadOnlyList<Finding> findings)
    {
        if (console.Mode == OutputMode.Json)
        {
            console.WriteJson(new Listing<Finding>(findings, TotalOf(findings), NextCursor: null, Problems: null), CliJson.Default.ListingFinding);
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
        Tone tone = finding.Fixed ? Tone.Good : finding.Severity switch
        {
            Finding.Error => Tone.Bad,
            Finding.Info => Tone.Faint,
            _ => Tone.Warning,
        };
        text.WriteLine(new Piece(finding.Fixed ? "fixed" : finding.Severity, tone), "  ", new Piece(finding.Problem, Tone.Strong), "  ", place);
        text.WriteLine("    ", finding.Meaning);
        if (!finding.Fixed)
        {
            text.WriteLine(new Piece("    fix: ", Tone.Faint), finding.Fix);
        }

        if (finding.Plan is { } plan)
        {
            text.WriteLine(new Piece("    plan: ", Tone.Faint), plan);
        }
    }
}
