using System.CommandLine;
using System.Globalization;
using Daybook.Cli.Options;
using Daybook.Cli.Output;
using Daybook.Embedded;
using Daybook.Embedded.Operations;
using Daybook.Errors;
using Daybook.Operations;

namespace Daybook.Cli.Commands.Doctor;

/// <summary><c>daybook doctor ops</c></summary>
internal sealed class OpsCommand : DaybookCommand
{
    // About 2,700 years: nothing means more, and no sum with a date of today overflows.
    private const double HoursMax = 24e6;

    private readonly RepairOptions repair;
    private readonly Option<bool> closeStale = new("--close-stale") { Description = "Close as abandoned what has been open for the threshold" };

    private readonly Option<double?> threshold = new("--threshold")
    {
        Description = $"Hours from which on an open operation is stale; 0 for all that are open (default: {OperationSweep.ThresholdDefault.TotalHours:0})",
        HelpName = "hours",
        CustomParser = static result => result.ReadText(ReadHours, "is not a number of hours"),
    };

    /// <summary>Builds the command.</summary>
    public OpsCommand(CommandFrame frame, RepairOptions repair)
        : base(
            frame,
            "ops",
            "Finds operations that nobody closed, and what is wrong with their logs. Exits 1 while anything remains.",
            "daybook doctor ops",
            "daybook doctor ops --close-stale --threshold 48",
            "daybook doctor ops --fix")
    {
        this.repair = repair;
        Add(closeStale);
        Add(threshold);
    }

    /// <inheritdoc/>
    protected override async Task<int> RunAsync(CommandCall call, CancellationToken cancellationToken)
    {
        bool isSweep = call.Value(closeStale);
        if (call.Value(threshold) is not null && !isSweep)
        {
            throw new InvalidInputException("--threshold is for --close-stale, which is not given");
        }

        TimeSpan stale = call.Value(threshold) is { } hours ? TimeSpan.FromHours(hours) : OperationSweep.ThresholdDefault;
        IReadOnlyList<OperationSweep> swept = isSweep && !repair.IsDryRun(call.Parsed) ? await SweepAsync(call, stale, cancellationToken) : [];
        bool isFix = repair.IsFix(call.Parsed);
        IReadOnlyList<Finding> found = await RepairPlan.AddAsync(call, repair, await OpsCheck.RunAsync(call, isFix, TimeSpan.Zero, cancellationToken), cancellationToken);
        bool isGone = found.Any(static finding => finding.Problem == "adopted_gone");
        var report = new OpsReport([.. swept.Where(static sweep => sweep.Action == OperationSweep.ClosedAbandoned).Select(Closed), .. found])
        {
            PairingRate = isGone ? null : (await PairAsync(call, cancellationToken))?.Rate,
            Swept = isSweep ? swept.Count(static sweep => sweep.Action == OperationSweep.ClosedAbandoned) : null,
            SkippedFresh = isSweep ? swept.Count(static sweep => sweep is { Action: OperationSweep.None, Fault: null }) : null,
            ThresholdHours = isSweep ? stale.TotalHours : null,
        };
        foreach (OperationSweep failed in swept.Where(static sweep => sweep.Fault is not null))
        {
            call.Console.Words.WriteLine(new Piece("WARNING: ", Tone.Warning), $"{failed.View.Operation.InvocationId} could not be closed: {failed.Fault?.Message}");
        }

        // One reason may hold for all of them.
        foreach (string warning in swept.SelectMany(static sweep => sweep.Warnings).Distinct(StringComparer.Ordinal))
        {
            call.Console.Words.WriteLine(new Piece("WARNING: ", Tone.Warning), warning);
        }

        return Tell(call.Console, report, isFix);
    }

    private static double? ReadHours(string text) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double hours) && hours <= HoursMax ? hours : null;

    private static int Tell(IConsole console, OpsReport report, bool isFix)
    {
        if (console.Mode == OutputMode.Json)
        {
            console.WriteJson(report, CliJson.Default.OpsReport);
            return CheckReport.Conclude(console, report.Items, isFix, "daybook doctor ops --fix");
        }

        if (console.Mode == OutputMode.Text && report.PairingRate is { } rate and < 1)
        {
            console.Words.WriteLine($"Of the starts of missions' actions {rate.ToString("0.00", CultureInfo.InvariantCulture)} have an end.");
        }

        return CheckReport.Tell(console, report.Items, isFix, "daybook doctor ops --fix");
    }

    private static Finding Closed(OperationSweep sweep) => new(
        OperationRecord.KindName, OperationDoctor.Orphan, Finding.Warning, sweep.View.Path, null, "nobody had closed it; it is closed as abandoned now", "nothing", Fixed: true);

    private static async Task<IReadOnlyList<OperationSweep>> SweepAsync(CommandCall call, TimeSpan stale, CancellationToken cancellationToken)
    {
        if (!call.Stores.MayHaveOperations)
        {
            return [];
        }

        await using EmbeddedStore store = await call.Stores.OpenToWriteAsync(call.Note, cancellationToken);
        return await call.Console.PatientlyAsync("Closing operations", _ => store.Operations.SweepAsync(stale, cancellationToken));
    }

    private static async Task<ActionPairing?> PairAsync(CommandCall call, CancellationToken cancellationToken)
    {
        if (!call.Stores.MayHaveOperations)
        {
            return null;
        }

        await using EmbeddedStore store = await call.Stores.OpenToReadAsync(cancellationToken);
        try
        {
            return await store.Operations.GetPairingAsync(cancellationToken);
        }
        catch (StorageException)
        {
            // What keeps the log from being read stands among the findings, and keeps nothing else from being told.
            return null;
        }
    }
}
