namespace Daybook.Embedded.Runs;

/// <summary>A value of a document.</summary>
/// <param name="Text">What a scalar says; null for null and for anything that is no scalar.</param>
/// <param name="Source">How it stands in the file, from the colon on, so that a rewrite can repeat it.</param>
/// <param name="IsScalar">Whether it is a single value.</param>
/// <param name="Line">Its line, counted from 1.</param>
internal sealed record YamlValue(string? Text, string Source, bool IsScalar, long Line);
