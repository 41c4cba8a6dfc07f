using Daybook.Drafts;

namespace Daybook.Cli.Commands.Drafts;

/// <summary>A draft of many that a command changed.</summary>
/// <param name="Draft">The draft.</param>
/// <param name="Action">What was done with it.</param>
internal sealed record DraftChange(DraftSummary Draft, string Action);
