namespace Daybook.Cli.Commands.Tour;

/// <summary>One thing that the tour did and proved.</summary>
/// <param name="Step">What was done.</param>
/// <param name="Passed">Whether all held that must.</param>
/// <param name="Detail">What was seen.</param>
internal sealed record TourStep(string Step, bool Passed, string Detail);
