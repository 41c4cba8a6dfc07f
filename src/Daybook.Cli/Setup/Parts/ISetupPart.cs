namespace Daybook.Cli.Setup.Parts;

/// <summary>What setup writes into one file. Works on texts; it neither reads nor writes the disk.</summary>
internal interface ISetupPart
{
    /// <summary>What it is, in one word.</summary>
    string Kind { get; }

    /// <summary>How it stands in a file.</summary>
    /// <param name="text">The file; null if there is none.</param>
    /// <exception cref="Daybook.Errors.InvalidInputException">The file cannot be understood; the line is named.</exception>
    SetupState StateOf(string? text);

    /// <summary>The file with it as this version writes it; nothing else is changed.</summary>
    /// <param name="text">The file; null if there is none.</param>
    /// <param name="folders">How many folders are made for a file that is not there.</param>
    string Write(string? text, int folders);

    /// <summary>The file without it: as it was before, unless somebody else changed that too.</summary>
    SetupRemoval Remove(string text);
}
