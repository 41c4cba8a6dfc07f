namespace Daybook.Embedded.Operations;

/// <summary>What a mirror says about logs.</summary>
/// <param name="Pending">The paths of those that it does not have as they stand, or of which it cannot say so.</param>
/// <param name="Fault">Why it could not be asked at all; null where it answered.</param>
internal sealed record MirrorLook(IReadOnlyList<string> Pending, MirrorOutcome.Pending? Fault);
