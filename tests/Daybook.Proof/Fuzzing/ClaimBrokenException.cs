namespace Daybook.Proof.Fuzzing;

/// <summary>A parser answered, and the answer is wrong: what it read is not what stands there, or is lost when it is written again.</summary>
internal sealed class ClaimBrokenException(string message) : Exception(message);
