namespace Daybook;

/// <summary>Stored bytes that a read skipped or doubts. They are kept where they are.</summary>
/// <param name="Path">The file.</param>
/// <param name="Line">The line, counted from 1, where it is known.</param>
/// <param name="Offset">The byte offset of that line, counted from 0.</param>
/// <param name="Reason">What is wrong, as a phrase for people.</param>
public sealed record Problem(string Path, long? Line, long? Offset, string Reason);
