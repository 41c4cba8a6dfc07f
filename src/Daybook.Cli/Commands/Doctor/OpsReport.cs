using Daybook.Embedded;

namespace Daybook.Cli.Commands.Doctor;

/// <summary>What <c>doctor ops</c> answers: a listing of findings, and how the actions of missions go together.</summary>
/// <param name="Items">The findings.</param>
internal sealed record OpsReport(IReadOnlyList<Finding> Items)
{
    /// <summary>How many findings there are; null where there may be more.</summary>
    public int? Total => CheckReport.TotalOf(Items);

    /// <summary>The share of the starts of missions' actions that have an end.</summary>
    public double? PairingRate { get; init; }

    /// <summary>How many open operations were closed.</summary>
    public int? Swept { get; init; }

    /// <summary>How many are younger than the threshold.</summary>
    public int? SkippedFresh { get; init; }

    /// <summary>The threshold.</summary>
    public double? ThresholdHours { get; init; }
}
