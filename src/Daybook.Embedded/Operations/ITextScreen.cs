namespace Daybook.Embedded.Operations;

/// <summary>Finds what must not stand in a file that git hands to others.</summary>
internal interface ITextScreen
{
    /// <summary>Makes secrets in a text unreadable.</summary>
    /// <param name="text">The text.</param>
    /// <param name="allowed">The fingerprints of those that stay as they are.</param>
    ScreenedText Screen(string text, IReadOnlyList<string> allowed);
}
