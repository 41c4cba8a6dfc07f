namespace Daybook.Cli.Commands.Tour;

/// <summary>What <c>tour</c> answers.</summary>
/// <param name="Passed">Whether every step did.</param>
/// <param name="Directory">Where its files are; they stay there.</param>
/// <param name="Steps">The steps, up to the first that did not pass.</param>
internal sealed record TourAnswer(bool Passed, string Directory, IReadOnlyList<TourStep> Steps);
