namespace Daybook.Embedded;

/// <summary>What is wrong with one line.</summary>
/// <param name="Problem">A word for it.</param>
/// <param name="Severity">As in <see cref="Finding"/>.</param>
/// <param name="Meaning">One sentence.</param>
internal readonly record struct LineFault(string Problem, string Severity, string Meaning);
