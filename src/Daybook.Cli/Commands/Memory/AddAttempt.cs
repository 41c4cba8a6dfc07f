using Daybook.Json;
using Daybook.Memory;

namespace Daybook.Cli.Commands.Memory;

/// <summary>An add under way.</summary>
/// <param name="Line">The line of the input where the record began, counted from 1.</param>
/// <param name="Record">The record, where there is one.</param>
/// <param name="Answer">How it ends.</param>
internal readonly record struct AddAttempt(long Line, MemoryRecord? Record, Task<AddAnswer> Answer);
