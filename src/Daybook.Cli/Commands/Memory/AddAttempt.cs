using Daybook.Memory;

namespace Daybook.Cli.Commands.Memory;

/// <summary>An add under way.</summary>
/// <param name="Line">The line of the input where the record began, counted from 1.</param>
/// <param name="Result">How it ends.</param>
internal readonly record struct AddAttempt(long Line, Task<MemoryAddResult> Result);
