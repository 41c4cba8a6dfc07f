namespace Daybook.Cli.Input;

/// <summary>A piece of input that should be one JSON object.</summary>
/// <param name="Line">The line where it begins, counted from 1.</param>
/// <param name="Bytes">Its bytes; null when there are more of them than a record may have.</param>
internal readonly record struct InputItem(long Line, byte[]? Bytes);
