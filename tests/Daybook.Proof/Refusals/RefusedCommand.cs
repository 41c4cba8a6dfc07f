using Daybook.Embedded;

namespace Daybook.Proof.Refusals;

/// <summary>One command that writes.</summary>
/// <param name="Name">What it is called in reports.</param>
/// <param name="Kind">The kind of record, which is looked at afterwards.</param>
/// <param name="IsOnDamaged">Whether it begins on a store with damage in every log, for doctor to mend.</param>
/// <param name="Do">The command.</param>
/// <param name="IsThere">Whether what it said it did is there, asked of another process.</param>
internal sealed record RefusedCommand(string Name, string Kind, bool IsOnDamaged, Func<EmbeddedStore, Task> Do, Func<EmbeddedStore, Task<bool>> IsThere);
