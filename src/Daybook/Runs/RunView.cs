namespace Daybook.Runs;

/// <summary>A run as it is shown: what is stored, and what the machine knows about it now.</summary>
/// <param name="Run">What is stored.</param>
/// <param name="State">How it stands now.</param>
/// <param name="LiveChild">A process of an interrupted run that still lives.</param>
/// <param name="Path">The folder of the run.</param>
public sealed record RunView(RunRecord Run, RunStatus State, int? LiveChild, string Path);
