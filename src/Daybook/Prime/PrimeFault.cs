namespace Daybook.Prime;

/// <summary>What stood in the way of reading a kind.</summary>
/// <param name="Kind">The kind: one of <see cref="RecordKinds.All"/>.</param>
/// <param name="Doctor">The word by which <c>daybook doctor</c> knows it.</param>
/// <param name="Count">How many lines or records were skipped or doubted; 0 where the kind could not be read at all.</param>
/// <param name="Reason">What is wrong, or the first of it.</param>
public sealed record PrimeFault(string Kind, string Doctor, long Count, string Reason);
