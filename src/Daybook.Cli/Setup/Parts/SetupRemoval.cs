namespace Daybook.Cli.Setup.Parts;

/// <summary>A file from which setup's part was taken.</summary>
/// <param name="Text">What is left; null where setup made the file and nobody put anything else in it.</param>
/// <param name="Folders">How many folders setup made for it.</param>
internal sealed record SetupRemoval(string? Text, int Folders);
