namespace Daybook.Embedded.Operations;

/// <summary>A text that may be stored.</summary>
/// <param name="Text">The text, with what was found in it made unreadable.</param>
/// <param name="Redacted">How much was found.</param>
internal readonly record struct ScreenedText(string Text, int Redacted);
